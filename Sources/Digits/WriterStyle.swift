/// The factors that drew one digit: known for digits the program drew itself, unknown for MNIST.
public struct WriterStyle: Sendable, Equatable {
  /// Horizontal shear: pixels to the right for each pixel up.
  public var slant: Float
  /// Width of the pen, in pixels of the 28×28 image.
  public var thickness: Float
  /// Natural logarithm of width over height, relative to the class's plain shape.
  public var aspect: Float
  /// Natural logarithm of the size, relative to the class's plain shape.
  public var size: Float
  /// How strongly strokes bend: 0 is the plain shape, less is straighter, more is rounder.
  public var curvature: Float
  /// How far loops are closed: 0 open, 1 closed.
  public var loopClosure: Float
  /// Unsteadiness of the hand: standard deviation of the strokes' control points, in pixels.
  public var tremor: Float
  /// How much the pen's pressure changes along a stroke, as a share of the thickness.
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
