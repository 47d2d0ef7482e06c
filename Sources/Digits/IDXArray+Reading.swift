import Foundation
import Hashing

extension IDXArray {
  /// Reads a file, raw or gzip (told apart by their first bytes, whatever the name).
  ///
  /// Nothing is allocated before the header has been checked against what the file can hold, and no
  /// more than the header claims. Every defect is an error: another kind of file, another element
  /// type, other dimensions than `content` has, images that have no pixels, more than `ImageShape.longestSide` along
  /// a side or neither one channel nor three, too few bytes or too many, damaged gzip.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - content: what it has to hold.
  ///   - areTransposed: whether images are to be turned back, whose rows and columns have changed places. Here, for large
  ///     sets shall not be in memory twice.
  public init(
    contentsOf path: String, expecting content: IDXContent, areTransposed: Bool = false
  ) throws(DigitsError) {
    let file = try InputFile(path: path, action: "read \(content.rawValue)")
    let source: any ByteSource =
      file.begins(with: GzipSource.magic) ? try GzipSource(file) : file
    let reader = IDXReader(file: file, source: source, content: content)
    let header = try reader.header()
    var bytes = try reader.bytes(of: header)
    if header.elementSize == 1 {
      var dimensions = header.dimensions
      if areTransposed, content == .images {
        bytes.transpose(imagesOf: ImageShape(ofImages: dimensions))
        dimensions.swapAt(1, 2)
      }
      self.init(dimensions: dimensions, elements: bytes)
    } else {
      let labels = try reader.firstColumn(of: header, bytes)
      self.init(dimensions: [labels.count], elements: labels)
    }
  }
}

/// The steps of reading one file.
private struct IDXReader {
  let file: InputFile
  let source: any ByteSource
  let content: IDXContent

  /// The most that is allocated before it is known to be filled: MNIST fits in one piece.
  private static let piece = 1 << 28
  /// The most room that is made for the rest before it is known to be filled: EMNIST takes a third of it.
  private static let mostRoom = 1 << 31
  /// What is read at once of the rest.
  private static let laterPiece = 1 << 24

  /// What a file says of itself.
  struct Header {
    let dimensions: [Int]
    /// Bytes of an element.
    let elementSize: Int
    /// Bytes of the header.
    var length: Int { 4 + 4 * dimensions.count }
    /// Bytes of the elements, or more than any file has.
    var size: Int {
      dimensions.reduce(elementSize) { size, length in
        let product = size.multipliedReportingOverflow(by: length)
        return product.overflow ? Int.max / 2 : product.partialValue
      }
    }
  }

  /// Reads and checks the header.
  func header() throws(DigitsError) -> Header {
    let magic = try bytes(4)
    let shown = magic.map { [$0].hexadecimal }.joined(separator: " ")
    guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
      throw error(
        "the first bytes \(shown.isEmpty ? "missing (nothing there)" : shown)",
        "00 00 08 0\(content.ranks.lowerBound), the mark of an IDX file of \(content.rawValue)",
        "This is not an IDX file, raw or gzip: put the right one in its place.")
    }
    let isExtended = content == .labels && magic[2] == IDXArray.integer && magic[3] == 2
    guard magic[2] == IDXArray.unsignedByte || isExtended else {
      throw error(
        "elements of type \(Self.typeName(magic[2]))", "unsigned bytes (08)",
        "Convert the file to unsigned bytes.")
    }
    let rank = Int(magic[3])
    guard isExtended || content.ranks ~= rank else {
      throw error(
        "\(rank) dimension(s)", "\(content.ranks.words), as \(content.rawValue) have",
        "Check that the files of images and of labels have not changed places.")
    }
    let lengths = try bytes(4 * rank)
    guard lengths.count == 4 * rank else {
      throw error(
        "\(4 + lengths.count) bytes", "a header of \(4 + 4 * rank)",
        "The file is damaged or was cut short: copy or download it again.")
    }
    let dimensions = (0..<rank).map { dimension in
      lengths[4 * dimension..<4 * dimension + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let header = Header(dimensions: dimensions, elementSize: isExtended ? 4 : 1)
    try check(header)
    return header
  }

  /// Checks what the header claims before anything is allocated for it.
  private func check(_ header: Header) throws(DigitsError) {
    if content == .images { try checkShape(Array(header.dimensions[1...])) }
    let total = header.length + header.size
    guard total <= source.greatestLength else {
      throw tooShort(file.size, total, unit: source is GzipSource ? "bytes of gzip" : "bytes")
    }
    guard header.size > 0 else {
      throw error("no \(content.rawValue) at all", "one at least", "Use a file that has some.")
    }
  }

  /// Refuses images of a size that no notebook can take.
  private func checkShape(_ lengths: [Int]) throws(DigitsError) {
    let size = lengths.map(String.init).joined(separator: "×")
    let sides = 1...ImageShape.longestSide
    guard lengths[..<2].allSatisfy({ sides ~= $0 }) else {
      throw error(
        "images of \(size) pixels", "1 to \(sides.upperBound) along each side",
        "Scale the images down.")
    }
    guard lengths.count == 2 || [1, 3].contains(lengths[2]) else {
      throw error(
        "images of \(size) numbers", "one channel or three, last",
        "Store the images as [count, height, width], or with red, green and blue as "
          + "[count, height, width, 3].")
    }
  }

  /// Reads the elements' bytes and makes sure that nothing follows them.
  func bytes(of header: Header) throws(DigitsError) -> [UInt8] {
    let (count, start) = (header.size, header.length)
    // In pieces, so that a false header costs no more memory than there are bytes to fill it.
    var elements = try bytes(min(count, Self.piece))
    // The rest has its room at once: an array that grows is there twice meanwhile, and has room for twice as much. The room
    // of a false header is bounded.
    if elements.count == Self.piece { elements.reserveCapacity(min(count, Self.mostRoom)) }
    while elements.count < count {
      let more = try bytes(min(count - elements.count, Self.laterPiece))
      if more.isEmpty { break }
      elements += more
    }
    guard elements.count == count else { throw tooShort(start + elements.count, start + count) }
    // For gzip this also reaches the check sum, which follows the last element.
    guard try bytes(1).isEmpty else {
      throw error(
        source is InputFile ? "\(file.size) bytes" : "more than \(start + count) bytes",
        "\(start + count) bytes, as the header says",
        "The file is damaged: copy or download it again.")
    }
    return elements
  }

  /// The first integer of each row, [count].
  func firstColumn(of header: Header, _ bytes: [UInt8]) throws(DigitsError) -> [UInt8] {
    var labels: [UInt8] = []
    labels.reserveCapacity(header.dimensions[0])
    for start in stride(from: 0, to: bytes.count, by: 4 * header.dimensions[1]) {
      let label = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard let byte = UInt8(exactly: label) else {
        throw error(
          "label \(Int32(truncatingIfNeeded: label)) for digit \(labels.count)", "0 to 255",
          "The first number of each row has to be the digit's class.")
      }
      labels.append(byte)
    }
    return labels
  }

  /// Up to `count` bytes: fewer where the source ends.
  private func bytes(_ count: Int) throws(DigitsError) -> [UInt8] {
    var failure: DigitsError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DigitsError) {
        filled = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func tooShort(_ found: Int, _ expected: Int, unit: String = "bytes") -> DigitsError {
    error(
      "\(found) \(unit)", "\(expected) bytes, as the header says",
      "The file is damaged or was cut short: copy or download it again.")
  }

  private func error(_ found: String, _ expected: String, _ remedy: String) -> DigitsError {
    DigitsError(file.action, file.path, found: found, expected: expected, remedy: remedy)
  }

  private static func typeName(_ code: UInt8) -> String {
    switch code {
    case 0x09: "09 (signed bytes)"
    case 0x0b: "0b (16-bit integers)"
    case 0x0c: "0c (32-bit integers)"
    case 0x0d: "0d (32-bit floating point)"
    case 0x0e: "0e (64-bit floating point)"
    default: "\(code), which IDX does not have"
    }
  }
}

extension [UInt8] {
  /// Exchanges rows and columns of each image, of this shape before.
  fileprivate mutating func transpose(imagesOf shape: ImageShape) {
    let (height, width, channels) = (shape.height, shape.width, shape.channels)
    var image = [UInt8](repeating: 0, count: shape.size)
    withUnsafeMutableBufferPointer { images in
      for first in stride(from: 0, to: images.count, by: shape.size) {
        for place in 0..<shape.size { image[place] = images[first + place] }
        for row in 0..<height {
          for column in 0..<width {
            for channel in 0..<channels {
              images[first + (column * height + row) * channels + channel] =
                image[(row * width + column) * channels + channel]
            }
          }
        }
      }
    }
  }
}

extension ClosedRange<Int> {
  /// `1`, `3 or 4`.
  fileprivate var words: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) or \(upperBound)"
  }
}
