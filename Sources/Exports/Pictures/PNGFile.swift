import Raster

/// A picture as PNG whose bytes depend on the pixels alone; libgd's depend on the version of zlib, too.
enum PNGFile {
  /// A picture of red, green and blue bytes; grey where no pixel has a colour.
  static func bytes(of bitmap: Bitmap) -> [UInt8] {
    if bitmap.isGrey {
      let levels = stride(from: 0, to: bitmap.pixels.count, by: 3).map { bitmap.pixels[$0] }
      return bytes(width: bitmap.width, height: bitmap.height, channels: 1, levels)
    }
    return bytes(width: bitmap.width, height: bitmap.height, channels: 3, bitmap.pixels)
  }

  /// A picture of bytes [height, width, channels], with 1 channel for grey and 3 for colour.
  static func bytes(width: Int, height: Int, channels: Int, _ levels: [UInt8]) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(levels.count + height)
    for row in 0..<height {
      // Unfiltered.
      rows.append(0)
      rows += levels[row * width * channels..<(row + 1) * width * channels]
    }
    let header =
      bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, channels == 1 ? 0 : 2, 0, 0, 0]
    // zlib's frame: deflate with a window of 32 KiB, and a check.
    let data = [0x78, 0x01] + Deflate.bytes(of: rows) + bigEndian(adler32(rows))
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header)
      + chunk("IDAT", data) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(CyclicRedundancyCheck.zip(body))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}
