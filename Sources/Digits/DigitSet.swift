import Kernels

/// Images with their labels: of digits, of letters, or of anything else, in which case there may be no labels.
public struct DigitSet: Sendable, Equatable {
  /// Pixels, [count, height, width, channels], the channel fastest: 0 is background, 255 is ink.
  public let images: [UInt8]
  /// The class of each image, [count]; empty where there are none.
  public let labels: [UInt8]
  /// The size of every image.
  public let shape: ImageShape
  /// The factors that drew each image, [count]; nil where nobody knows them.
  public let styles: [WriterStyle]?
  /// One more than the highest label: 10 for digits, more for letters, 0 without labels.
  public let classes: Int
  /// Number of images.
  public let count: Int

  /// Rows of an image.
  public var height: Int { shape.height }
  /// Columns of an image.
  public var width: Int { shape.width }
  /// Numbers of a pixel: 1 for grey, 3 for colour.
  public var channels: Int { shape.channels }
  /// Whether every image has a label.
  public var isLabelled: Bool { labels.count == count }

  /// Joins images and labels.
  ///
  /// - Parameters:
  ///   - images: pixels, [count, height, width, channels], 0 background to 255 ink
  ///   - labels: classes, [count]
  ///   - shape: the size of every image
  ///   - styles: the factors that drew each image, [count], if known
  public init(
    images: [UInt8], labels: [UInt8], shape: ImageShape = .digit, styles: [WriterStyle]? = nil
  ) {
    require(
      images.count == labels.count * shape.size,
      "\(images.count) numbers for \(labels.count) labels: \(labels.count) × \(shape) are needed")
    if let styles {
      require(
        styles.count == labels.count, "\(styles.count) styles for \(labels.count) labels")
    }
    self.images = images
    self.labels = labels
    self.shape = shape
    self.styles = styles
    count = labels.count
    classes = labels.max().map { Int($0) + 1 } ?? 0
  }

  /// Images without labels.
  ///
  /// - Parameters:
  ///   - images: pixels, [count, height, width, channels], 0 background to 255 ink
  ///   - shape: the size of every image
  public init(unlabelled images: [UInt8], shape: ImageShape = .digit) {
    require(
      images.count.isMultiple(of: shape.size),
      "\(images.count) numbers are no whole number of images of \(shape)")
    self.images = images
    self.shape = shape
    labels = []
    styles = nil
    count = images.count / shape.size
    classes = 0
  }

  /// Images of these labels and styles, or without any where this set has none; `images` has another shape or other
  /// pixels, [count, …].
  func withImages(_ images: [UInt8], _ shape: ImageShape) -> DigitSet {
    isLabelled
      ? DigitSet(images: images, labels: labels, shape: shape, styles: styles)
      : DigitSet(unlabelled: images, shape: shape)
  }
}
