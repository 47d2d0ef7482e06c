/// The pixels of a picture as numbers of colours, with two more of the first colour on each side, so that every pixel has
/// neighbours.
struct FilmPlane {
  static let margin = 2

  /// Of the picture within the margins.
  let width: Int, height: Int
  /// From one row to the next.
  let stride: Int
  var numbers: [Int32]

  /// A plane of the first colour that has room for `room`, which may be larger than the picture.
  init(width: Int, height: Int, room: (width: Int, height: Int)) {
    self.width = width
    self.height = height
    stride = room.width + 2 * Self.margin
    numbers = [Int32](repeating: 0, count: stride * (room.height + 2 * Self.margin))
  }

  /// A picture whose colours `colors` numbers.
  init(_ bitmap: Bitmap, room: (width: Int, height: Int), colors: inout FilmColors) {
    self.init(width: bitmap.width, height: bitmap.height, room: room)
    for y in 0..<height {
      let row = start(ofRow: y)
      for x in 0..<width {
        let from = 3 * (y * width + x)
        numbers[row + x] = colors.number(
          of: UInt32(bitmap.pixels[from]) << 16 | UInt32(bitmap.pixels[from + 1]) << 8
            | UInt32(bitmap.pixels[from + 2]))
      }
    }
  }

  /// Where the pixels of a row begin.
  func start(ofRow y: Int) -> Int { (y + Self.margin) * stride + Self.margin }

  /// Gives every pixel of the picture another number.
  mutating func renumber(_ numbers: [Int32]) {
    for y in 0..<height {
      let row = start(ofRow: y)
      for at in row..<row + width { self.numbers[at] = numbers[Int(self.numbers[at])] }
    }
  }

  /// At how many places both have the same.
  func agreement(with other: FilmPlane) -> Int {
    zip(numbers, other.numbers).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  }
}

/// Numbers colours in the order in which they come.
struct FilmColors {
  /// `0xRRGGBB`, by their numbers.
  private(set) var codes: [UInt32] = []
  private var numbers: [UInt32: Int32] = [:]
  /// What was asked for lately: a dictionary takes ten times as long.
  private var known = [(code: UInt32, number: Int32)](repeating: (.max, 0), count: 1 << 12)

  /// The number of a colour, `0xRRGGBB`.
  mutating func number(of code: UInt32) -> Int32 {
    let place = Int((code &* 0x9e37_79b1) >> 20)
    if known[place].code == code { return known[place].number }
    let number = numbers[code] ?? Int32(codes.count)
    if number == codes.count {
      codes.append(code)
      numbers[code] = number
    }
    known[place] = (code, number)
    return number
  }

  /// Puts the colours in order, from light to dark, and returns the new number of each old one.
  mutating func sort() -> [Int32] {
    let order = codes.indices.sorted { one, other in
      let (light, dark) = (Color(codes[one]).lightness, Color(codes[other]).lightness)
      return light != dark ? light > dark : codes[one] > codes[other]
    }
    var numbers = [Int32](repeating: 0, count: codes.count)
    for (number, old) in order.enumerated() { numbers[old] = Int32(number) }
    self = FilmColors(order.map { codes[$0] })
    return numbers
  }

  init(_ codes: [UInt32] = []) { self.codes = codes }
}

extension Color {
  /// 0 to 2040, in whole numbers.
  fileprivate var lightness: Int { 2 * Int(red) + 5 * Int(green) + Int(blue) }
}
