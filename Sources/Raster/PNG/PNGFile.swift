/// Pictures as PNG whose bytes depend on the pixels alone; those of `Bitmap.png` depend on the version of zlib, too.
package enum PNGFile {
  /// A picture: indexed where it has at most 256 colours, but grey where it has more than 16 shades of grey and no colour;
  /// else true colour.
  package static func bytes(of bitmap: Bitmap) -> [UInt8] {
    let (width, height) = (bitmap.width, bitmap.height)
    guard let (colors, indices) = bitmap.indexed() else {
      return file(width, height, bitsOfPixel: 24, type: 2, bitmap.pixels)
    }
    if colors.count > 16, bitmap.isGrey {
      return file(width, height, bitsOfPixel: 8, type: 0, indices.map { colors[Int($0)].red })
    }
    let depth = colors.count <= 2 ? 1 : colors.count <= 4 ? 2 : colors.count <= 16 ? 4 : 8
    let palette = chunk("PLTE", colors.flatMap { [$0.red, $0.green, $0.blue] })
    return file(
      width, height, bitsOfPixel: depth, type: 3,
      depth == 8 ? indices : packed(indices, width: width, depth: depth), before: palette)
  }

  /// A picture of bytes [height, width, channels], with 1 channel for grey and 3 for colour.
  package static func bytes(width: Int, height: Int, channels: Int, _ levels: [UInt8]) -> [UInt8] {
    let pixels = channels == 3 ? levels : levels.flatMap { [$0, $0, $0] }
    return bytes(of: Bitmap(width: width, height: height, pixels: pixels))
  }

  /// The rows of indices with several in a byte, the first in its highest bits; a row ends with a byte.
  private static func packed(_ indices: [UInt8], width: Int, depth: Int) -> [UInt8] {
    let inByte = 8 / depth
    var packed: [UInt8] = []
    for row in stride(from: 0, to: indices.count, by: width) {
      for column in stride(from: 0, to: width, by: inByte) {
        let count = min(inByte, width - column)
        let byte = (0..<count).reduce(UInt8(0)) { $0 << depth | indices[row + column + $1] }
        packed.append(byte << ((inByte - count) * depth))
      }
    }
    return packed
  }

  /// - Parameters:
  ///   - type: PNG's colour type (RFC 2083, 4.1.1): 0 grey, 2 true colour, 3 indexed.
  ///   - content: The rows, each of whole bytes.
  ///   - before: Chunks that go before the pixels.
  private static func file(
    _ width: Int, _ height: Int, bitsOfPixel: Int, type: UInt8, _ content: [UInt8],
    before: [UInt8] = []
  ) -> [UInt8] {
    let rowLength = (width * bitsOfPixel + 7) / 8
    var rows: [UInt8] = []
    rows.reserveCapacity(content.count + height)
    for row in 0..<height {
      // Unfiltered: drawings of flat colours and digits of many zeros are smaller so.
      rows.append(0)
      rows += content[row * rowLength..<(row + 1) * rowLength]
    }
    let header =
      UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes
      + [UInt8(min(8, bitsOfPixel)), type, 0, 0, 0]
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header) + before
      + chunk("IDAT", Deflate.zlibStream(of: rows)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return UInt32(data.count).bigEndianBytes + body
      + CyclicRedundancyCheck.zip(body).bigEndianBytes
  }
}

extension UInt32 {
  /// Its four bytes, the highest first.
  var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
