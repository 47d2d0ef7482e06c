import Foundation
import Kernels
import Testing

@testable import Digits

/// What can be measured of a picture without knowing how it was drawn.
private struct Measures {
  var ink = 0.0
  var column = 0.0
  var row = 0.0
  /// Shear to the right: minus the regression of the column on the row.
  var slant = 0.0
  /// Variance of the columns, once the slant is taken out, over that of the rows.
  var breadth = 0.0
  /// Pixels between the outermost columns and rows with ink, both included.
  var width = 0
  var height = 0
  /// The same by the darkest pixel of each column and row: fractions of a pixel count.
  var softWidth = 0.0
  var softHeight = 0.0

  init(_ picture: ArraySlice<UInt8>) {
    var (sx, sy, sxx, sxy, syy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var columns = [UInt8](repeating: 0, count: 28)
    var rows = columns
    var bounds = (left: 28, right: -1, top: 28, bottom: -1)
    for (i, value) in picture.enumerated() where value > 0 {
      let (x, y, v) = (Double(i % 28), Double(i / 28), Double(value) / 255)
      ink += v
      sx += v * x
      sy += v * y
      sxx += v * x * x
      sxy += v * x * y
      syy += v * y * y
      columns[i % 28] = max(columns[i % 28], value)
      rows[i / 28] = max(rows[i / 28], value)
      bounds.left = min(bounds.left, i % 28)
      bounds.right = max(bounds.right, i % 28)
      bounds.top = min(bounds.top, i / 28)
      bounds.bottom = max(bounds.bottom, i / 28)
    }
    column = sx / ink
    row = sy / ink
    let rows2 = syy / ink - row * row
    slant = -(sxy / ink - column * row) / rows2
    breadth = (sxx / ink - column * column) / rows2 - slant * slant
    width = bounds.right - bounds.left + 1
    height = bounds.bottom - bounds.top + 1
    softWidth = columns.reduce(0) { $0 + Double($1) / 255 }
    softHeight = rows.reduce(0) { $0 + Double($1) / 255 }
  }
}

/// Pearson's correlation.
private func correlation(_ a: [Double], _ b: [Double]) -> Double {
  let n = Double(a.count)
  let (ma, mb) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    ab += (x - ma) * (y - mb)
    aa += (x - ma) * (x - ma)
    bb += (y - mb) * (y - mb)
  }
  return ab / (aa * bb).squareRoot()
}

@Suite("Strokes: style and label")
struct StrokesStyleTests {
  static let digits = Strokes(seed: 3).draw(0..<5000, on: Workers())
  private static let styles = digits.styles ?? []
  private static let measures = (0..<digits.count).map {
    Measures(digits.images[$0 * 784..<($0 + 1) * 784])
  }

  private static let factors: [(name: String, of: @Sendable (WriterStyle) -> Float)] = [
    ("slant", { $0.slant }),
    ("thickness", { $0.thickness }),
    ("aspect", { $0.aspect }),
    ("size", { $0.size }),
    ("curvature", { $0.curvature }),
    ("loopClosure", { $0.loopClosure }),
    ("tremor", { $0.tremor }),
    ("pressure", { $0.pressure }),
  ]

  @Test("Every digit is about a tenth of the set, and no label tells the next")
  func balance() {
    let strokes = Strokes(seed: 3)
    let labels = (0..<70_000).map { Int(strokes.label($0)) }
    for (range, expected) in [(0..<60_000, 6000.0), (60_000..<70_000, 1000.0)] {
      for digit in 0..<10 {
        let count = Double(labels[range].count { $0 == digit })
        // Five standard deviations of a binomial count.
        #expect(abs(count - expected) < 5 * (0.9 * expected).squareRoot())
      }
    }
    let repeats = zip(labels, labels.dropFirst()).count { $0 == $1 }
    #expect(abs(Double(repeats) - 7000) < 5 * 6300.squareRoot())
  }

  @Test("No factor of the style depends on the label or on another factor")
  func independence() {
    // Five standard errors of a correlation of 5000 independent pairs.
    let limit = 5 / Double(Self.digits.count).squareRoot()
    for (i, factor) in Self.factors.enumerated() {
      let values = Self.styles.map { Double(factor.of($0)) }
      for digit in 0..<10 {
        let isDigit = Self.digits.labels.map { $0 == digit ? 1.0 : 0.0 }
        #expect(abs(correlation(values, isDigit)) < limit, "\(factor.name), \(digit)")
      }
      for other in Self.factors.dropFirst(i + 1) {
        let others = Self.styles.map { Double(other.of($0)) }
        #expect(abs(correlation(values, others)) < limit, "\(factor.name), \(other.name)")
      }
    }
  }

  @Test("Every digit is written in each of its shapes")
  func allographs() {
    for digit in 0..<10 {
      let used = zip(Self.digits.labels, Self.styles)
        .filter { $0.0 == digit }.map { Int($0.1.allograph) }
      #expect(Set(used) == Set(StrokeGlyphs.all[digit].indices))
    }
  }

  @Test("The ink fits a box of 20×20 and fills it as far as the size says")
  func box() {
    for (measured, style) in zip(Self.measures, Self.styles) {
      let longer = max(measured.width, measured.height)
      #expect(longer <= 20)
      // At either end the ink may reach into one more pixel, or end in one that stays nearly blank.
      #expect(abs(Double(longer) - 20 * Double(Elementary.exp(style.size))) < 2.1)
    }
  }

  @Test("The centre of mass is within half a pixel of column 14 and row 14")
  func centre() {
    for measured in Self.measures {
      #expect(abs(measured.column - 14) <= 0.5)
      #expect(abs(measured.row - 14) <= 0.5)
    }
  }

  @Test("Slant, thickness, size and aspect can be measured in the picture")
  func visible() {
    func correlate(
      _ factor: KeyPath<WriterStyle, Float>, in chosen: [Int],
      _ measure: (Measures) -> Double
    ) -> Double {
      correlation(
        chosen.map { Double(Self.styles[$0][keyPath: factor]) },
        chosen.map { measure(Self.measures[$0]) })
    }
    let all = Array(0..<Self.digits.count)
    #expect(correlate(\.slant, in: all) { $0.slant } > 0.7)
    #expect(correlate(\.size, in: all) { max($0.softWidth, $0.softHeight) } > 0.7)
    // An eight is wider than a one, and takes more ink by any pen, so each digit by itself.
    for digit in 0..<10 {
      let same = all.filter { Self.digits.labels[$0] == digit }
      #expect(correlate(\.thickness, in: same) { $0.ink } > 0.7, "\(digit)")
      // A plain one has no width to change.
      if digit == 1 { continue }
      #expect(correlate(\.aspect, in: same) { log($0.breadth) } > 0.5, "\(digit)")
    }
  }
}
