/// A colour of the sRGB space, eight bits a channel.
public struct Color: Sendable, Hashable {
  /// Red, green and blue, 0 to 255.
  public var red: UInt8, green: UInt8, blue: UInt8

  /// A colour from its channels.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour from `0xRRGGBB`.
  public init(_ code: UInt32) {
    self.init(
      red: UInt8(code >> 16 & 255), green: UInt8(code >> 8 & 255), blue: UInt8(code & 255))
  }

  /// A grey: 0 black to 255 white.
  public init(grey: UInt8) {
    self.init(red: grey, green: grey, blue: grey)
  }

  /// `0xRRGGBB`.
  public var code: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The squared distance of two colours, green weighing most, as it does to the eye; at most 9 · 255².
  func distance(to other: Color) -> Int {
    let red = Int(self.red) - Int(other.red)
    let green = Int(self.green) - Int(other.green)
    let blue = Int(self.blue) - Int(other.blue)
    return 3 * red * red + 4 * green * green + 2 * blue * blue
  }

  /// The colour `numerator/denominator` of the way from this one to `other`, rounded.
  func mixed(with other: Color, _ numerator: Int, of denominator: Int) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(
        (Int(a) * (denominator - numerator) + Int(b) * numerator + denominator / 2) / denominator)
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
