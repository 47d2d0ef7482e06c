/// Makes hostile inputs out of good ones: the same ones in every run, each from its number.
public struct Mutator {
  private var state: UInt64

  /// The mutator of the input `number` of a family.
  public init(number: Int, family: String) {
    state = family.utf8.reduce(14_695_981_039_346_656_037) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    state &+= UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15
  }

  /// A number below `limit`, by SplitMix64; 0 where there is none below it.
  public mutating func next(below limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((bits ^ (bits >> 31)) >> 2) % max(1, limit)
  }

  /// One of the elements.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[next(below: elements.count)]
  }

  /// Changes one to four places: bits, bytes, numbers of four and eight bytes, pieces left out, doubled or
  /// inserted, the end cut off.
  public mutating func mutate(_ bytes: inout [UInt8]) {
    for _ in 0...next(below: 4) { change(&bytes) }
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = next(below: bytes.count)
    let length = min(bytes.count - place, 1 + next(below: pick([4, 64, 4096])))
    switch next(below: 8) {
    case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(next(below: 8))
    case 1 where !bytes.isEmpty: bytes[place] = UInt8(next(below: 256))
    case 2, 3:
      let number = pick([0, 1, -1, 127, 255, 65_535, 1 << 31, (1 << 32) - 1, .max, .min, 1 << 40])
      for index in 0..<min(pick([2, 4, 8]), bytes.count - place) {
        bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
      }
    case 4: bytes.removeSubrange(place..<place + length)
    case 5: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 6:
      bytes.insert(contentsOf: (0..<length).map { _ in UInt8(next(below: 256)) }, at: place)
    default: bytes.removeLast(next(below: min(bytes.count, 2 * length)))
    }
  }

  /// Texts that programs fall over.
  private static let texts = [
    "", "../../../../escaped", "/tmp/escaped-from-a-log", ".", "..", "a/b", "a\u{0}b", "\u{FFFD}",
    "\u{202E}x",
    "-1", "NaN", "1e999", "\n# x", "|", "<script>", String(repeating: "W", count: 300),
    String(repeating: "é\u{0301}", count: 5000),
  ]
  private static let numbers = [
    "0", "-1", "1", "2", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
    "1e308", "-1e308", "1e-320", "0.5", "1000000", "99999999999999999999", "\"NaN\"",
    "\"-Infinity\"",
    "null", "true", "[]", "{}",
  ]

  /// Changes one to three values of a JSON text, or its bytes.
  public mutating func mutate(json text: String) -> String {
    var text = text
    for _ in 0...next(below: 3) {
      switch next(below: 6) {
      case 0, 1, 2:
        text = replacing(in: text, pattern: #/-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?/#, Self.numbers)
      case 3, 4:
        text = replacing(in: text, pattern: #/"(?:[^"\\]|\\.)*"/#, Self.texts.map(Self.quoted))
      default:
        var bytes = Array(text.utf8)
        mutate(&bytes)
        text = String(decoding: bytes, as: UTF8.self)
      }
    }
    return text
  }

  private mutating func replacing(
    in text: String, pattern: some RegexComponent, _ others: [String]
  ) -> String {
    let places = text.ranges(of: pattern)
    if places.isEmpty { return text }
    return text.replacingCharacters(in: pick(places), with: pick(others))
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}": result += "\\u0000"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
