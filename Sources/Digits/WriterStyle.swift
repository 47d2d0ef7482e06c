/// The factors that drew one digit: known for digits the program drew itself, unknown for MNIST.
public struct WriterStyle: Sendable, Equatable {
  /// Horizontal shear: pixels to the right for each pixel up.
  public var slant: Float
  /// Nominal width of the pen, in pixels of the 28×28 image. A digit wider than high is drawn with a
  /// thinner one, by the root of height over width.
  public var thickness: Float
  /// Natural logarithm of width over height, relative to the class's plain shape.
  public var aspect: Float
  /// Natural logarithm of the longer side of the ink over 20 pixels, from -0.12 to 0.
  public var size: Float
  /// How strongly strokes bend: 0 is the plain shape, less is straighter, more is rounder.
  public var curvature: Float
  /// How far loops are closed: 0 open, 1 closed.
  public var loopClosure: Float
  /// Unsteadiness of the hand: standard deviation of the path from a steady one, in pixels.
  public var tremor: Float
  /// How much the pen's pressure changes: standard deviation of the thickness along the stroke, as a
  /// share of it.
  public var pressure: Float
  /// Which of the class's shapes was drawn (a four open or closed, a seven with or without a bar).
  public var allograph: UInt8

  /// Makes a style; the properties' comments give the units.
  public init(
    slant: Float, thickness: Float, aspect: Float, size: Float, curvature: Float,
    loopClosure: Float, tremor: Float, pressure: Float, allograph: UInt8
  ) {
    self.slant = slant
    self.thickness = thickness
    self.aspect = aspect
    self.size = size
    self.curvature = curvature
    self.loopClosure = loopClosure
    self.tremor = tremor
    self.pressure = pressure
    self.allograph = allograph
  }
}
