/// Takes apart what a process of this program writes to its standard error: lines that stay, and the live one.
struct MessageReader {
  /// The live line, as a person sees it now.
  private(set) var live = ""
  private var line: [UInt8] = []
  private var isEscaped = false

  /// Takes bytes, however they were cut, and returns the lines that were completed.
  mutating func take(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if isEscaped {
        // A sequence of the terminal's ends with a letter.
        isEscaped = !(0x40...0x7E).contains(byte) || byte == UInt8(ascii: "[")
        continue
      }
      switch byte {
      case 0x1B: isEscaped = true
      case UInt8(ascii: "\r"): line = []
      case UInt8(ascii: "\n"):
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
        live = ""
      default: line.append(byte)
      }
    }
    if !line.isEmpty { live = String(decoding: line, as: UTF8.self) }
    return lines
  }
}
