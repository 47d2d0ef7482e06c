import Kernels

/// An array of bytes as an IDX file holds it: two zero bytes, the element type (8 for unsigned
/// bytes), the number of dimensions, each dimension as a big-endian 32-bit number, the elements.
public struct IDXArray: Sendable, Equatable {
  /// Lengths, slowest dimension first: [count, 28, 28] for images, [count] for labels.
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

  /// The images of a set, [count, 28, 28].
  public init(imagesOf set: DigitSet) {
    self.init(dimensions: [set.count, set.height, set.width], elements: set.images)
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
  /// Images of 28×28 pixels: three dimensions.
  case images
  /// Labels: one dimension. QMNIST's extended labels, [count, 8] integers, are those of their first column.
  case labels

  /// Number of dimensions.
  var rank: Int { self == .images ? 3 : 1 }
}
