import Kernels

extension Convolution {
  /// The floating-point operations of all sums over the pixels inside the image, a product and its addition
  /// counting as two. Either gradient has as many.
  var operations: Int {
    let taps = { (size: Int, outSize: Int, kernelSize: Int) in
      let padding = max(0, (outSize - 1) * stride + kernelSize - size) / 2
      return (0..<outSize).reduce(0) { sum, place in
        let first = place * stride - padding
        return sum + max(0, min(first + kernelSize, size) - max(first, 0))
      }
    }
    return 2 * images * taps(height, outHeight, kernelHeight) * taps(width, outWidth, kernelWidth)
      * inChannels * outChannels
  }
}

extension UpSampledConvolution {
  /// The floating-point operations of all sums over the pixels of the small image: one that several elements of
  /// the kernel fall on is multiplied once. Either gradient has as many.
  var operations: Int {
    let taps = { (size: Int, kernelSize: Int) in
      (0..<2 * size).reduce(0) { sum, place in
        // Shifted by a kernel, so that division rounds down.
        let first = (place - kernelSize / 2 + 2 * kernelSize) / 2 - kernelSize
        let last = (place + kernelSize / 2) / 2
        return sum + min(last, size - 1) - max(first, 0) + 1
      }
    }
    return 2 * images * taps(height, kernelHeight) * taps(width, kernelWidth) * inChannels
      * outChannels
  }
}
