/// The sizes of a two-dimensional convolution with TensorFlow's `same` padding.
///
/// Images are [images, height, width, inChannels] in row-major order, kernels
/// [kernelHeight, kernelWidth, inChannels, outChannels], outputs
/// [images, outHeight, outWidth, outChannels] with `outHeight` = ⌈height / stride⌉. The padding that makes
/// this true is split evenly; the odd row or column goes below and right. Padding is +0 and takes part
/// in every sum.
public struct Convolution: Sendable, Equatable {
  /// The number of images.
  public var images: Int
  /// The rows and columns of an input image.
  public var height: Int, width: Int
  /// The channels of an input image.
  public var inChannels: Int
  /// The channels of an output image.
  public var outChannels: Int
  /// The rows and columns of the kernel.
  public var kernelHeight: Int, kernelWidth: Int
  /// The distance between neighbouring positions of the kernel, in both directions.
  public var stride: Int

  /// Makes a convolution from its sizes, all of which are at least 1.
  public init(
    images: Int, height: Int, width: Int, inChannels: Int, outChannels: Int,
    kernelHeight: Int, kernelWidth: Int, stride: Int
  ) {
    self.images = images
    self.height = height
    self.width = width
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.stride = stride
  }

  /// The rows of an output image.
  public var outHeight: Int { divideRoundingUp(height, stride) }
  /// The columns of an output image.
  public var outWidth: Int { divideRoundingUp(width, stride) }
  /// The floats of all input images.
  public var inputCount: Int { images * height * width * inChannels }
  /// The floats of all output images.
  public var outputCount: Int { images * outHeight * outWidth * outChannels }
  /// The floats of the kernel.
  public var kernelCount: Int { kernelHeight * kernelWidth * inChannels * outChannels }

  /// The rows of padding above an image.
  var paddingTop: Int { max(0, (outHeight - 1) * stride + kernelHeight - height) / 2 }
  /// The columns of padding left of an image.
  var paddingLeft: Int { max(0, (outWidth - 1) * stride + kernelWidth - width) / 2 }

  /// Input images with their padding.
  var paddedInput: PaddedImages {
    PaddedImages(
      images: images, height: height, width: width, channels: inChannels,
      top: paddingTop, left: paddingLeft,
      paddedHeight: max(paddingTop + height, (outHeight - 1) * stride + kernelHeight),
      paddedWidth: max(paddingLeft + width, (outWidth - 1) * stride + kernelWidth))
  }
}

/// Images copied into a frame of zeros, so that a kernel may stick out at every side.
struct PaddedImages {
  let images, height, width, channels: Int
  let top, left, paddedHeight, paddedWidth: Int

  /// The floats of one row.
  var rowStride: Int { paddedWidth * channels }
  /// The floats of one image.
  var imageStride: Int { paddedHeight * rowStride }
  /// The floats of all images.
  var count: Int { images * imageStride }

  /// Whether there is no frame, so that the images can be used where they are.
  var isBare: Bool { paddedHeight == height && paddedWidth == width }

  /// `source` itself if it needs no frame, else a framed copy in `storage`, which has room for `count`.
  func pad(
    _ source: UnsafePointer<Float>, into storage: UnsafeMutablePointer<Float>, on workers: Workers
  ) -> UnsafePointer<Float> {
    if isBare { return source }
    let lineLength = width * channels
    workers.run(images) { image in
      let target = storage + image * imageStride
      (target).update(repeating: 0, count: top * rowStride)
      for row in 0..<height {
        let line = target + (top + row) * rowStride
        line.update(repeating: 0, count: left * channels)
        (line + left * channels).update(
          from: source + (image * height + row) * lineLength, count: lineLength)
        (line + left * channels + lineLength).update(
          repeating: 0, count: rowStride - left * channels - lineLength)
      }
      (target + (top + height) * rowStride).update(
        repeating: 0, count: (paddedHeight - top - height) * rowStride)
    }
    return UnsafePointer(storage)
  }
}
