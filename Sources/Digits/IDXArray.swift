import Kernels

/// An array of bytes as an IDX file holds it: two zero bytes, the element type (8 for unsigned
/// bytes), the number of dimensions, each dimension as a big-endian 32-bit number, the elements.
public struct IDXArray: Sendable, Equatable {
  /// Lengths, slowest dimension first: [count, height, width] for grey images, [count, height, width, channels] for
  /// others, [count] for labels.
  public let dimensions: [Int]
  /// The elements, last dimension fastest.
  public let elements: [UInt8]

  /// Makes an array; `elements` holds the product of `dimensions`, each of which fits 32 bits.
  public init(dimensions: [Int], elements: [UInt8]) {
    require(
      dimensions.reduce(1, *) == elements.count,
      "\(elements.count) elements do not fill an array of \(dimensions)")
    require(
      dimensions.count <= 255 && dimensions.allSatisfy { UInt32(exactly: $0) != nil },
      "IDX cannot hold an array of \(dimensions)")
    self.dimensions = dimensions
    self.elements = elements
  }

  /// The images of a set, [count, height, width], or [count, height, width, channels] where there are several.
  public init(imagesOf set: DigitSet) {
    self.init(dimensions: [set.count] + set.shape.dimensions, elements: set.images)
  }

  /// The labels of a set, [count].
  public init(labelsOf set: DigitSet) {
    self.init(dimensions: [set.count], elements: set.labels)
  }

  /// The bytes before the elements.
  public var header: [UInt8] {
    [0, 0, Self.unsignedByte, UInt8(dimensions.count)]
      + dimensions.flatMap { length in
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
      }
  }

  /// IDX's code for elements of one unsigned byte.
  static let unsignedByte: UInt8 = 8
  /// IDX's code for elements of four bytes, the highest first.
  static let integer: UInt8 = 12
}

/// What an IDX file has to hold.
public enum IDXContent: String, Sendable {
  /// Images: three dimensions, [count, height, width], or four, [count, height, width, channels].
  case images
  /// Labels: one dimension. QMNIST's extended labels, [count, 8] integers, are those of their first column.
  case labels

  /// The numbers of dimensions that there may be.
  var ranks: ClosedRange<Int> { self == .images ? 3...4 : 1...1 }
}

extension ImageShape {
  /// The longest side of an image in a file: at the greatest, no network of the notebooks fills the memory.
  static let longestSide = 512

  /// The size that the dimensions of an IDX file give its images, [count, height, width] or [count, height, width,
  /// channels].
  init(ofImages dimensions: [Int]) {
    self.init(
      height: dimensions[1], width: dimensions[2],
      channels: dimensions.count == 4 ? dimensions[3] : 1)
  }
}
