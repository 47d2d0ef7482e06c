/// A picture of where two pictures differ: the new one faded, and on it what became darker in blue,
/// what became lighter in orange and what only changed its hue in purple. The strength is relative to
/// the greatest difference, so that one grey level is as plain to see as black for white.
struct DifferenceMap {
  let old: Bitmap, new: Bitmap
  let difference: PixelDifference

  static let darker = Color(0x0072B2)
  static let lighter = Color(0xD55E00)
  static let otherHue = Color(0x882255)

  /// The map, `step` × `step` pixels to one; of these the one that changed most is shown, so that none
  /// is lost.
  func bitmap(step: Int) -> Bitmap {
    var map = Bitmap(
      width: (difference.width + step - 1) / step, height: (difference.height + step - 1) / step)
    for y in 0..<map.height {
      for x in 0..<map.width {
        var most = -1
        var color = Color(grey: 255)
        for row in step * y..<min(step * (y + 1), difference.height) {
          for column in step * x..<min(step * (x + 1), difference.width) {
            let (size, shown) = pixel(column, row)
            if size > most { (most, color) = (size, shown) }
          }
        }
        map[x, y] = color
      }
    }
    return map
  }

  /// How much a pixel changed, and how that is shown.
  private func pixel(_ x: Int, _ y: Int) -> (size: Int, Color) {
    let hasOld = x < old.width && y < old.height
    let hasNew = x < new.width && y < new.height
    if !hasOld || !hasNew {
      // What is new is dark, what went is light, in a tint that leaves no doubt.
      return (255, hasNew ? Self.darker : hasOld ? Self.lighter : Color(grey: 255))
    }
    let (a, b) = (old[x, y], new[x, y])
    let grey = UInt8(255 - (255 - Self.luminance(b)) / 5)
    let ground = Color(grey: grey)
    if a == b { return (0, ground) }
    let size = max(
      abs(Int(a.red) - Int(b.red)), abs(Int(a.green) - Int(b.green)),
      abs(Int(a.blue) - Int(b.blue)))
    let change = Self.luminance(b) - Self.luminance(a)
    // A hue may change while the luminance hardly does.
    let hue = 4 * abs(change) < size ? Self.otherHue : change < 0 ? Self.darker : Self.lighter
    return (size, ground.mixed(with: hue, 100 + 155 * size / difference.greatest, of: 255))
  }

  /// 0 to 255, in whole numbers.
  private static func luminance(_ color: Color) -> Int {
    (2 * Int(color.red) + 5 * Int(color.green) + Int(color.blue)) / 8
  }
}
