import Foundation
import Tensors
import Testing

@testable import Evaluation

@Suite struct ShortestWayTests {
  /// Points of the unit sphere, [n, 3], by the inverse of the stereographic projection, (2x, 2y, x² + y² − 1) / (1 +
  /// x² + y²).
  private func sphere(_ codes: Tensor) -> Tensor {

    let (x, y) = (codes.columns(0..<1), codes.columns(1..<2))
    let squares = x.squared() + y.squared()
    let point = [2 * x, 2 * y, squares - 1].concatenated(along: 1)
    return point / (squares + 1)
  }

  /// The angle between two points of the sphere, given by their codes.
  private func angle(_ a: [Float], _ b: [Float]) -> Double {
    let points = sphere(Tensor([2, 2], a + b)).values.map(Double.init)
    return acos(zip(points[..<3], points[3...]).reduce(0) { $0 + $1.0 * $1.1 })
  }

  @Test("on a sphere the shortest way is an arc of a great circle")
  func arcs() throws {
    let ends: [([Float], [Float])] = [([1, 0.2], [-0.3, 0.9]), ([1.5, 0], [0, 1.5])]
    let start = Tensor([2, 2], ends.flatMap(\.0)), end = Tensor([2, 2], ends.flatMap(\.1))
    let ways = try shortestWays(from: start, to: end, decode: sphere)
    #expect(ways.shape == [42, 2])
    let straight = Interpolation.linear.path(from: start, to: end, steps: 21)
    let found = lengths(of: ways, nodes: 21, decode: sphere)
    let before = lengths(of: straight, nodes: 21, decode: sphere)
    for (index, (a, b)) in ends.enumerated() {
      let angle = angle(a, b)
      #expect(abs(found[index] - angle) < 2e-3 * angle)
      #expect(before[index] > 1.003 * angle)
    }
    for (row, code) in [(0, ends[0].0), (20, ends[0].1), (21, ends[1].0), (41, ends[1].1)] {
      #expect(Array(ways.values[2 * row..<2 * row + 2]) == code)
    }
  }

  @Test("a way is run through at an even pace")
  func pace() throws {
    let ways = try shortestWays(
      from: Tensor([1, 2], [3, 0]), to: Tensor([1, 2], [0, 0.1]), decode: sphere)
    let points = sphere(ways)
    let moves = points.rows(at: [Int32](1..<21)[...])
      .distances(to: points.rows(at: [Int32](0..<20)[...]))
    let (least, greatest) = (moves.min() ?? 0, moves.max() ?? 0)
    #expect(greatest < 1.05 * least, "\(least) to \(greatest)")
  }

  @Test("a way from a code to itself stays there, and has no length")
  func nowhere() throws {
    let code = Tensor([1, 2], [0.5, -1])
    let way = try shortestWays(from: code, to: code, nodes: 5, decode: sphere)
    #expect(way.values == (0..<5).flatMap { _ in code.values })
    #expect(lengths(of: way, nodes: 5, decode: sphere) == [0])
  }

  @Test("a straight way in the plane keeps its length however finely it is measured")
  func straight() {
    let way = Interpolation.linear.path(
      from: Tensor([1, 2], [0, 0]), to: Tensor([1, 2], [3, 4]), steps: 7)
    for parts in [1, 5] {
      let length = lengths(of: way, nodes: 7, parts: parts) { $0 }
      #expect(abs(length[0] - 5) < 1e-5)
    }
  }
}
