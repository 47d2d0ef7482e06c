/// Pixels as bytes.
public enum GreyLevel {
  /// A number in [0, 1] as a grey level from 0 to 255, rounded to nearest, halves up; what lies outside is limited.
  public static func level(of number: Float) -> UInt8 {
    let scaled = max(0, min(255, number * 255))
    let level = UInt8(scaled)
    return scaled - Float(level) >= 0.5 ? level + 1 : level
  }
}
