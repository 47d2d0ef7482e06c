/// A picture as rows of samples, in the form that takes the least room and keeps every pixel.
struct PNGSamples {
  /// What a sample is, with the standard's number for it.
  enum ColorType: UInt8 {
    case grey = 0
    case rgb = 2
    case palette = 3
  }

  let width: Int, height: Int
  let type: ColorType
  /// Bits of a sample: 8, or 1, 2 or 4 for the indices of a small palette.
  let depth: Int
  /// The colours that samples are the indices of; empty for other types.
  let palette: [Color]
  /// Rows of whole bytes, from the top.
  private let rows: [UInt8]
  /// Bytes in a row.
  private let pitch: Int
  /// Bytes from a sample to the one of the pixel to its left.
  private let reach: Int

  /// Indices where there are at most 16 colours, else greys, else indices of at most 256 colours, else red, green and blue.
  init(_ bitmap: Bitmap) {
    (width, height) = (bitmap.width, bitmap.height)
    let indexed = bitmap.indexed()
    if let indexed, indexed.colors.count <= 16 {
      type = .palette
      depth = indexed.colors.count <= 2 ? 1 : indexed.colors.count <= 4 ? 2 : 4
      palette = indexed.colors
      rows = Self.packed(indexed.indices, width: bitmap.width, depth: depth)
    } else if bitmap.isGrey {
      (type, depth, palette) = (.grey, 8, [])
      rows = stride(from: 0, to: bitmap.pixels.count, by: 3).map { bitmap.pixels[$0] }
    } else if let indexed {
      (type, depth, palette) = (.palette, 8, indexed.colors)
      rows = indexed.indices
    } else {
      (type, depth, palette) = (.rgb, 8, [])
      rows = bitmap.pixels
    }
    pitch = rows.count / height
    reach = type == .rgb ? 3 : 1
  }

  /// Indices of fewer than eight bits side by side, the first in the highest bits; every row begins a byte.
  private static func packed(_ indices: [UInt8], width: Int, depth: Int) -> [UInt8] {
    let perByte = 8 / depth
    let pitch = (width + perByte - 1) / perByte
    let height = indices.count / width
    var rows = [UInt8](repeating: 0, count: pitch * height)
    for y in 0..<height {
      for x in 0..<width {
        let shift = 8 - depth * (x % perByte + 1)
        rows[y * pitch + x / perByte] |= indices[y * width + x] << shift
      }
    }
    return rows
  }

  /// The rows, each after the number of its filter, which is none.
  func unfiltered() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count + height)
    for y in 0..<height {
      bytes.append(0)
      bytes += rows[y * pitch..<(y + 1) * pitch]
    }
    return bytes
  }

  /// The rows, each after the number of the filter for which its differences, taken as signed, have the least sum of
  /// magnitudes, as the standard advises (12.8).
  func filtered() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count + height)
    var candidates = [[UInt8]](repeating: [UInt8](repeating: 0, count: pitch), count: 5)
    for y in 0..<height {
      var sums = [0, 0, 0, 0, 0]
      for x in 0..<pitch {
        let here = y * pitch + x
        let left = x < reach ? 0 : rows[here - reach]
        let above = y == 0 ? 0 : rows[here - pitch]
        let corner = x < reach || y == 0 ? 0 : rows[here - pitch - reach]
        let predictions = (
          left, above, UInt8((Int(left) + Int(above)) / 2), Self.paeth(left, above, corner)
        )
        func set(_ filter: Int, _ prediction: UInt8) {
          let difference = rows[here] &- prediction
          candidates[filter][x] = difference
          sums[filter] += Int(Int8(bitPattern: difference).magnitude)
        }
        set(0, 0)
        set(1, predictions.0)
        set(2, predictions.1)
        set(3, predictions.2)
        set(4, predictions.3)
      }
      var best = 0
      for filter in 1..<5 where sums[filter] < sums[best] { best = filter }
      bytes.append(UInt8(best))
      bytes += candidates[best]
    }
    return bytes
  }

  /// Of left, above and corner the nearest to left + above − corner, the first of equals (9.4).
  private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let guess = Int(left) + Int(above) - Int(corner)
    let distances = (abs(guess - Int(left)), abs(guess - Int(above)), abs(guess - Int(corner)))
    if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? above : corner
  }
}
