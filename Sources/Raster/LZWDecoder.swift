/// Lempel, Ziv and Welch's code of variable width, as the GIF89a specification (CompuServe, 1990,
/// appendix F) has it.
struct LZWDecoder {
  private var prefix = [Int16](repeating: 0, count: 4096)
  private var suffix = [UInt8](repeating: 0, count: 4096)
  private var length = [Int32](repeating: 0, count: 4096)

  /// The first `count` bytes that `data` stands for; nil where it is damaged or ends before.
  ///
  /// `codeSize` is the number of bits of a byte that stands for itself, 2 to 8.
  mutating func decode(_ data: [UInt8], codeSize: Int, count: Int) -> [UInt8]? {
    let clear = 1 << codeSize
    for code in 0..<clear {
      suffix[code] = UInt8(code)
      length[code] = 1
    }
    var output = [UInt8](repeating: 0, count: count)
    var place = 0
    var next = clear + 2
    var width = codeSize + 1
    var previous = -1
    var first: UInt8 = 0
    var buffer: UInt32 = 0
    var bits = 0
    for byte in data {
      buffer |= UInt32(byte) << UInt32(bits)
      bits += 8
      while bits >= width, place < count {
        let code = Int(buffer & (1 << UInt32(width) - 1))
        buffer >>= UInt32(width)
        bits -= width
        if code == clear {
          next = clear + 2
          width = codeSize + 1
          previous = -1
          continue
        }
        if code == clear + 1 || code > next || (code == next && previous < 0) { return nil }
        // A code that is about to be defined stands for the previous bytes and the first of them.
        let known = code == next ? previous : code
        let size = Int(length[known])
        let end = place + size
        var at = end - 1
        var walk = known
        while at > place {
          if at < count { output[at] = suffix[walk] }
          walk = Int(prefix[walk])
          at -= 1
        }
        let firstOfKnown = suffix[walk]
        output[place] = firstOfKnown
        if code == next, end < count { output[end] = firstOfKnown }
        first = firstOfKnown
        if previous >= 0, next < 4096 {
          prefix[next] = Int16(previous)
          suffix[next] = first
          length[next] = length[previous] + 1
          next += 1
          if next == 1 << width, width < 12 { width += 1 }
        }
        previous = code
        place = min(count, end + (code == known ? 0 : 1))
      }
    }
    return place == count ? output : nil
  }
}
