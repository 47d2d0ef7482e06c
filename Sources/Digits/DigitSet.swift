import Kernels

/// Images of digits with their labels.
public struct DigitSet: Sendable, Equatable {
  /// Pixels, [count, 28, 28] row by row: 0 is background, 255 is ink.
  public let images: [UInt8]
  /// The class of each image, [count].
  public let labels: [UInt8]
  /// The factors that drew each image, [count]; nil where nobody knows them.
  public let styles: [WriterStyle]?
  /// One more than the highest label: 10 for digits, more for letters.
  public let classes: Int

  /// Rows of an image.
  public var height: Int { Self.side }
  /// Columns of an image.
  public var width: Int { Self.side }
  /// Number of images.
  public var count: Int { labels.count }

  /// Rows and columns of every image.
  static let side = 28
  /// Pixels of every image.
  public static let area = side * side

  /// Joins images and labels.
  ///
  /// - Parameters:
  ///   - images: pixels, [count, 28, 28], 0 background to 255 ink
  ///   - labels: classes, [count]
  ///   - styles: the factors that drew each image, [count], if known
  public init(images: [UInt8], labels: [UInt8], styles: [WriterStyle]? = nil) {
    require(
      images.count == labels.count * Self.area,
      "\(images.count) pixels for \(labels.count) labels: \(labels.count) × 28 × 28 are needed")
    if let styles {
      require(
        styles.count == labels.count, "\(styles.count) styles for \(labels.count) labels")
    }
    self.images = images
    self.labels = labels
    self.styles = styles
    self.classes = labels.max().map { Int($0) + 1 } ?? 0
  }
}
