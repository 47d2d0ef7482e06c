import Kernels

/// Handwritten-looking digits, drawn by the program from a seed.
///
/// Each picture is a pure function of the seed and its index, so any part of the set can be drawn
/// alone, on any number of threads, with the same bits. Every digit has its own writer, whose style
/// is drawn without looking at the label.
public struct Strokes: Sendable {
  /// Digits to learn from: indices 0 to 59,999.
  public static let trainCount = 60_000
  /// Digits to test with, by other writers: indices 60,000 to 69,999.
  public static let testCount = 10_000

  /// What the whole set is drawn from.
  public let seed: UInt64

  private let train: RandomStream
  private let test: RandomStream

  /// The digits of `seed`.
  public init(seed: UInt64) {
    self.seed = seed
    let root = RandomStream(key: seed)
    train = root.child(0)
    test = root.child(1)
  }

  /// The label of digit `index`: each of the ten equally likely.
  public func label(_ index: Int) -> UInt8 {
    UInt8(stream(index).uniform(Draw.label) * 10)
  }

  /// Draws the digits of `range`: images [count, 28, 28], labels and styles [count].
  ///
  /// - Precondition: `range` lies within 0 ..< 70,000.
  public func draw(_ range: Range<Int>, on workers: Workers) -> DigitSet {
    let limit = Strokes.trainCount + Strokes.testCount
    require(
      range.lowerBound >= 0 && range.upperBound <= limit,
      "strokes has digits 0 ..< \(limit); digits \(range) were asked for")
    let area = StrokePen.picture * StrokePen.picture
    var images = [UInt8](repeating: 0, count: range.count * area)
    var labels = [UInt8](repeating: 0, count: range.count)
    let blank = WriterStyle(
      slant: 0, thickness: 0, aspect: 0, size: 0, curvature: 0, loopClosure: 0, tremor: 0,
      pressure: 0, allograph: 0)
    var styles = [WriterStyle](repeating: blank, count: range.count)
    let chunk = 256
    images.withUnsafeMutableBufferPointer { images in
      labels.withUnsafeMutableBufferPointer { labels in
        styles.withUnsafeMutableBufferPointer { styles in
          guard let image = images.baseAddress else { return }
          nonisolated(unsafe) let (images, labels, styles) = (image, labels, styles)
          workers.run((range.count + chunk - 1) / chunk) { task in
            var desk = Desk()
            defer { desk.deallocate() }
            for i in task * chunk..<min((task + 1) * chunk, range.count) {
              (labels[i], styles[i]) = desk.write(
                stream(range.lowerBound + i), to: images + i * area)
            }
          }
        }
      }
    }
    return DigitSet(images: images, labels: labels, styles: styles)
  }

  /// Draws the whole set under the name `strokes`: 60,000 digits to learn from, 10,000 to test with.
  public func data(on workers: Workers) -> DigitData {
    let end = Strokes.trainCount + Strokes.testCount
    return DigitData(
      name: "strokes", train: draw(0..<Strokes.trainCount, on: workers),
      test: draw(Strokes.trainCount..<end, on: workers))
  }

  /// The random numbers of one digit.
  private func stream(_ index: Int) -> RandomStream {
    index < Strokes.trainCount
      ? train.at(step: UInt64(index)) : test.at(step: UInt64(index - Strokes.trainCount))
  }
}

/// Which elements of a digit's random stream serve which purpose.
private enum Draw {
  static let label = 0
  static let allograph = 1
  static let style = 2
  static let uniformCount = 8
  static let normals = 64
  static let tremor = 1024
}

/// What one thread needs to draw digits, one after the other.
private struct Desk {
  private var path = StrokePath()
  private let pen = StrokePen()
  private let uniforms: UnsafeMutablePointer<Float>
  private let normals: UnsafeMutablePointer<Float>
  private let tremor: UnsafeMutablePointer<Float>

  init() {
    uniforms = .allocate(capacity: Draw.uniformCount)
    normals = .allocate(capacity: StrokePath.normalCount)
    tremor = .allocate(capacity: StrokePath.tremorCount)
  }

  func deallocate() {
    path.deallocate()
    pen.deallocate()
    uniforms.deallocate()
    normals.deallocate()
    tremor.deallocate()
  }

  /// Draws the digit of `stream` onto 28×28 empty bytes; returns its label and style.
  mutating func write(
    _ stream: RandomStream, to picture: UnsafeMutablePointer<UInt8>
  ) -> (UInt8, WriterStyle) {
    stream.fillUniform(uniforms, count: Draw.uniformCount)
    stream.fillNormal(normals, count: StrokePath.normalCount, from: Draw.normals)
    // Chance bends no digit beyond reading: five in a hundred numbers are cut.
    for i in 0..<StrokePath.normalCount { normals[i] = normals[i].clamped(to: -2...2) }
    stream.fillUniform(tremor, count: StrokePath.tremorCount, from: Draw.tremor)
    let label = Int(uniforms[Draw.label] * 10)
    var style = WriterStyle(uniforms: uniforms + Draw.style, normals: normals)
    let choice = StrokeGlyphs.choose(digit: label, uniforms[Draw.allograph])
    style.allograph = UInt8(choice)
    path.write(StrokeGlyphs.all[label][choice], in: style, normals: normals, tremor: tremor)
    let canvas = Float(StrokePen.side)
    path.fit(
      side: Elementary.exp(style.size) * canvas,
      radius: 0.5 * style.thickness * Float(StrokePen.fineness), centre: 0.5 * canvas)
    pen.draw(path, to: picture)
    return (UInt8(label), style)
  }
}
