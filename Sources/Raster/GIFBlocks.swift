/// The parts of a GIF file in their order, as the GIF89a specification (CompuServe, 1990) has them.
struct GIFBlocks {
  /// A picture as the file holds it: maybe a part of the screen.
  struct Image {
    let left: Int, top: Int, width: Int, height: Int
    /// The colours; those of the file where it has none of its own.
    let palette: [Color]
    let isInterlaced: Bool
    let codeSize: Int
    /// The coded pixels.
    let data: [UInt8]
    let control: Control
  }

  /// What is said about an image before it.
  struct Control {
    /// Hundredths of a second.
    var delay = 0
    /// What becomes of it afterwards: 0 or 1 it stays, 2 its place is cleared, 3 what was there returns.
    var disposal = 0
    /// The index of the colour that leaves what is below.
    var transparent: Int?
  }

  /// Size of the screen in pixels.
  let width: Int, height: Int
  private(set) var images: [Image] = []

  private let bytes: [UInt8]
  private var place = 6

  /// A file that ends too early or has a part that cannot be.
  struct Damage: Error {}

  init(_ bytes: [UInt8]) throws(Damage) {
    self.bytes = bytes
    guard bytes.starts(with: Array("GIF89a".utf8)) || bytes.starts(with: Array("GIF87a".utf8)),
      bytes.count >= 13
    else { throw Damage() }
    width = Int(bytes[6]) | Int(bytes[7]) << 8
    height = Int(bytes[8]) | Int(bytes[9]) << 8
    guard width > 0, height > 0 else { throw Damage() }
    place = 13
    let global = bytes[10] & 0x80 != 0 ? try colors(2 << Int(bytes[10] & 7)) : []
    var control = Control()
    while true {
      switch try byte() {
      case 0x21: try readExtension(into: &control)
      case 0x2C:
        images.append(try image(global, control))
        control = Control()
      case 0x3B:
        if images.isEmpty { throw Damage() }
        return
      default: throw Damage()
      }
    }
  }

  private mutating func byte() throws(Damage) -> Int {
    guard place < bytes.count else { throw Damage() }
    place += 1
    return Int(bytes[place - 1])
  }

  private mutating func word() throws(Damage) -> Int {
    let low = try byte()
    return try low | byte() << 8
  }

  private mutating func colors(_ count: Int) throws(Damage) -> [Color] {
    guard place + 3 * count <= bytes.count else { throw Damage() }
    defer { place += 3 * count }
    return (0..<count).map { index in
      let at = place + 3 * index
      return Color(red: bytes[at], green: bytes[at + 1], blue: bytes[at + 2])
    }
  }

  private mutating func subBlocks() throws(Damage) -> [UInt8] {
    var data: [UInt8] = []
    while true {
      let size = try byte()
      if size == 0 { return data }
      guard place + size <= bytes.count else { throw Damage() }
      data += bytes[place..<place + size]
      place += size
    }
  }

  private mutating func readExtension(into control: inout Control) throws(Damage) {
    let label = try byte()
    let data = try subBlocks()
    guard label == 0xF9 else { return }
    guard data.count >= 4 else { throw Damage() }
    control.disposal = Int(data[0] >> 2 & 7)
    control.transparent = data[0] & 1 != 0 ? Int(data[3]) : nil
    control.delay = Int(data[1]) | Int(data[2]) << 8
  }

  private mutating func image(_ global: [Color], _ control: Control) throws(Damage) -> Image {
    let (left, top) = (try word(), try word())
    let (width, height) = (try word(), try word())
    guard left + width <= self.width, top + height <= self.height else { throw Damage() }
    let flags = try byte()
    let palette = flags & 0x80 != 0 ? try colors(2 << (flags & 7)) : global
    let codeSize = try byte()
    guard (2...8).contains(codeSize) else { throw Damage() }
    return Image(
      left: left, top: top, width: width, height: height, palette: palette,
      isInterlaced: flags & 0x40 != 0, codeSize: codeSize, data: try subBlocks(), control: control)
  }
}
