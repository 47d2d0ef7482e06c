/// A reader of GIF files, from the specification (CompuServe, GIF89a, 1990), independent of libgd.
struct GIFDecoder {
  struct Frame {
    var delay = 0
    var disposal = 0
    /// The index that leaves what is below.
    var transparent: UInt8?
    var hasLocalPalette = false
    var left = 0, top = 0, width = 0, height = 0
    var indices: [UInt8] = []
  }

  struct Malformed: Error {
    var reason: String
  }

  private(set) var width = 0, height = 0
  /// Red, green, blue.
  private(set) var palette: [[UInt8]] = []
  /// How often to repeat after the first time; 0 is for ever, nil once.
  private(set) var loops: Int?
  private(set) var frames: [Frame] = []

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard bytes.starts(with: Array("GIF89a".utf8)) else { throw Malformed(reason: "header") }
    place = 6
    width = try word()
    height = try word()
    let packed = try byte()
    place += 2
    if packed & 0x80 != 0 { palette = try colors(2 << (packed & 7)) }
    var next = Frame()
    while true {
      switch try byte() {
      case 0x21: try readExtension(into: &next)
      case 0x2C:
        try readImage(into: &next)
        frames.append(next)
        next = Frame()
      case 0x3B:
        guard place == bytes.count else { throw Malformed(reason: "bytes after the trailer") }
        return
      case let other: throw Malformed(reason: "block \(other)")
      }
    }
  }

  private mutating func byte() throws -> Int {
    guard place < bytes.count else { throw Malformed(reason: "end of file") }
    place += 1
    return Int(bytes[place - 1])
  }

  private mutating func word() throws -> Int { try byte() + 256 * byte() }

  private mutating func colors(_ count: Int) throws -> [[UInt8]] {
    try (0..<count).map { _ in try (0..<3).map { _ in try UInt8(byte()) } }
  }

  private mutating func blocks() throws -> [UInt8] {
    var data: [UInt8] = []
    while true {
      let size = try byte()
      if size == 0 { return data }
      for _ in 0..<size { data.append(UInt8(try byte())) }
    }
  }

  private mutating func readExtension(into frame: inout Frame) throws {
    switch try byte() {
    case 0xF9:
      let data = try blocks()
      frame.disposal = Int(data[0] >> 2 & 7)
      frame.transparent = data[0] & 1 != 0 ? data[3] : nil
      frame.delay = Int(data[1]) + 256 * Int(data[2])
    case 0xFF:
      let data = try blocks()
      if data.starts(with: Array("NETSCAPE2.0".utf8)) {
        loops = Int(data[12]) + 256 * Int(data[13])
      }
    default: _ = try blocks()
    }
  }

  private mutating func readImage(into frame: inout Frame) throws {
    (frame.left, frame.top) = (try word(), try word())
    (frame.width, frame.height) = (try word(), try word())
    let packed = try byte()
    frame.hasLocalPalette = packed & 0x80 != 0
    if frame.hasLocalPalette { _ = try colors(2 << (packed & 7)) }
    guard packed & 0x40 == 0 else { throw Malformed(reason: "interlaced") }
    let size = try byte()
    frame.indices = try Self.expand(blocks(), codeSize: size)
    guard frame.indices.count == frame.width * frame.height else {
      throw Malformed(reason: "\(frame.indices.count) pixels")
    }
  }

  /// Lempel, Ziv and Welch's code with growing width.
  private static func expand(_ data: [UInt8], codeSize: Int) throws -> [UInt8] {
    let (clear, end) = (1 << codeSize, (1 << codeSize) + 1)
    var output: [UInt8] = []
    var table: [[UInt8]] = []
    var width = codeSize + 1
    var previous: [UInt8]?
    var (buffer, bits) = (0, 0)
    func reset() {
      table = (0..<clear).map { [UInt8($0)] } + [[], []]
      width = codeSize + 1
      previous = nil
    }
    reset()
    for byte in data {
      buffer |= Int(byte) << bits
      bits += 8
      while bits >= width {
        let code = buffer & ((1 << width) - 1)
        buffer >>= width
        bits -= width
        if code == end { return output }
        if code == clear {
          reset()
          continue
        }
        var entry: [UInt8]
        if code < table.count {
          entry = table[code]
        } else {
          guard let last = previous, code == table.count else { throw Malformed(reason: "code") }
          entry = last + [last[0]]
        }
        output += entry
        if let last = previous, table.count < 4096 { table.append(last + [entry[0]]) }
        if table.count == 1 << width && width < 12 { width += 1 }
        previous = entry
      }
    }
    throw Malformed(reason: "no end code")
  }
}
