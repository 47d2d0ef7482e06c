import Kernels

/// The size of every image of a set.
public struct ImageShape: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Numbers of a pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int

  /// A size; all three are at least 1.
  public init(height: Int, width: Int, channels: Int = 1) {
    require(
      height > 0 && width > 0 && channels > 0,
      "images of \(height) × \(width) pixels with \(channels) channels")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// MNIST's: 28 × 28 grey pixels.
  public static let digit = ImageShape(height: 28, width: 28)

  /// Pixels of an image.
  public var area: Int { height * width }
  /// Numbers of an image, over all pixels and channels: the length of its row in a tensor.
  public var size: Int { area * channels }
  /// The extents of an image's axes: [height, width] for one channel, [height, width, channels] for more.
  public var dimensions: [Int] { channels == 1 ? [height, width] : [height, width, channels] }

  /// `28×28`, `32×32×3`.
  public var description: String {
    channels == 1 ? "\(height)×\(width)" : "\(height)×\(width)×\(channels)"
  }
}
