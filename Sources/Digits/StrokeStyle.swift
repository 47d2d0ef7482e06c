import Kernels

/// How much the digits of `Strokes` vary.
///
/// Every number was chosen by how well a small reader, trained on the drawn digits alone, reads
/// MNIST's *training* digits: wide variation reads better than lifelike variation.
enum StrokeSpread {
  /// Mean and standard deviation of the slant, as a shear to the right.
  static let slant: (mean: Float, deviation: Float) = (0.15, 0.31)
  /// Diameter of the pen in pixels of the 28×28 picture: median and spread of the logarithm.
  static let thickness: (median: Float, deviation: Float) = (2.55, 0.3)
  static let thicknessLimits: ClosedRange<Float> = 1.3...4.7
  /// Standard deviation of the logarithm of the width, relative to the shape as it stands.
  static let aspect: Float = 0.27
  /// How much wider, in the logarithm, people write for each pixel that the pen is thicker: holes
  /// stay open.
  static let widening: Float = 0.12
  /// Least logarithm of the longer side of the ink over the 20 pixels of its box; the greatest is 0.
  static let size: Float = -0.12
  /// Standard deviation of a point's place, relative to the height of the digit.
  static let point: Float = 0.043
  /// Standard deviations of the place, the direction and the relative length of a second stroke.
  static let stroke: Float = 0.035
  static let strokeTurn: Float = 0.1
  static let strokeStretch: Float = 0.12
  /// Standard deviation of the relative length of the ends of a stroke.
  static let end: Float = 0.25
  /// Standard deviations of the coefficients of the quadratic and of the cubic warp.
  static let quadratic: Float = 0.12
  static let cubic: Float = 0.05
  /// Standard deviation of the sine of the angle by which the digit is turned.
  static let turn: Float = 0.15
  /// Greatest pressure: standard deviation of the thickness along the stroke, as a share of it.
  static let pressure: Float = 0.35
  /// Greatest trembling of the hand: standard deviation of the path, in pixels of the picture.
  static let tremor: Float = 0.1
}

extension WriterStyle {
  /// The style of one writer, from 8 uniform and 3 normal numbers: nothing of it looks at a label.
  ///
  /// Tells no allograph yet: that is a choice among the shapes of one digit.
  init(uniforms: UnsafePointer<Float>, normals: UnsafePointer<Float>) {
    let thickness =
      StrokeSpread.thickness.median
      * Elementary.exp(StrokeSpread.thickness.deviation * normals[1])
    self.init(
      slant: StrokeSpread.slant.mean + StrokeSpread.slant.deviation * normals[0],
      thickness: thickness.clamped(to: StrokeSpread.thicknessLimits),
      aspect: StrokeSpread.aspect * normals[2],
      size: StrokeSpread.size * uniforms[0],
      curvature: 2 * uniforms[1] - 1,
      loopClosure: uniforms[2],
      tremor: StrokeSpread.tremor * uniforms[3] * uniforms[3],
      pressure: StrokeSpread.pressure * uniforms[4],
      allograph: 0)
  }
}

extension Float {
  /// The number of `limits` that is nearest to this one.
  func clamped(to limits: ClosedRange<Float>) -> Float {
    self < limits.lowerBound
      ? limits.lowerBound : self > limits.upperBound ? limits.upperBound : self
  }
}
