import CZlib

/// The bytes of a PNG file (ISO/IEC 15948), written here and not by libgd, which knows no grey pictures and leaves
/// no choice of filters.
struct PNGFile {
  private let samples: PNGSamples
  private let isFast: Bool

  init(_ samples: PNGSamples, isFast: Bool) {
    self.samples = samples
    self.isFast = isFast
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The file: signature, header, palette, data and end.
  func bytes() throws(RasterError) -> [UInt8] {
    var bytes = Self.signature
    let header = Self.bigEndian(samples.width) + Self.bigEndian(samples.height)
    bytes += Self.chunk(
      "IHDR", header + [UInt8(samples.depth), samples.type.rawValue, 0, 0, 0])
    if samples.type == .palette {
      bytes += Self.chunk("PLTE", samples.palette.flatMap { [$0.red, $0.green, $0.blue] })
    }
    bytes += Self.chunk("IDAT", try compressed())
    return bytes + Self.chunk("IEND", [])
  }

  /// The smaller one of what two ways of filtering give. Filters help the shades of grey digits, and hinder plots, whose rows
  /// repeat each other.
  private func compressed() throws(RasterError) -> [UInt8] {
    if isFast { return try deflated(samples.unfiltered(), level: 1, strategy: Z_DEFAULT_STRATEGY) }
    let plain = try deflated(samples.unfiltered(), level: 9, strategy: Z_DEFAULT_STRATEGY)
    guard samples.type == .grey else { return plain }
    let filtered = try deflated(samples.filtered(), level: 9, strategy: Z_FILTERED)
    return filtered.count < plain.count ? filtered : plain
  }

  private func deflated(
    _ bytes: [UInt8], level: Int32, strategy: Int32
  ) throws(RasterError) -> [UInt8] {
    let failure = RasterError(
      "cannot encode a PNG of \(samples.width)×\(samples.height) pixels: zlib has no memory for it")
    var stream = z_stream()
    guard zlib_deflate_begin(&stream, level, strategy) == Z_OK else { throw failure }
    defer { deflateEnd(&stream) }
    let most = Int(deflateBound(&stream, UInt(bytes.count)))
    var isComplete = false
    let result = bytes.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: most) { target, count in
        // zlib does not write to its input, though the parameter is not const.
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(most)
        isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = most - Int(stream.avail_out)
      }
    }
    guard isComplete else { throw failure }
    return result
  }

  /// Length, name, contents and checksum.
  private static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + contents
    let checksum = checked.withUnsafeBufferPointer {
      crc32(0, $0.baseAddress, UInt32($0.count))
    }
    return bigEndian(contents.count) + checked + bigEndian(Int(checksum))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
