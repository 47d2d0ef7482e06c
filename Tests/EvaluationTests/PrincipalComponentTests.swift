import Foundation
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Evaluation

@Suite struct PrincipalComponentTests {
  private struct Fixture: Decodable {
    let rows, dimensions, count: Int
    let cloud: [Float]
    let mean, variances, components, reconstructions, other, angles: [Double]
    let total: Double

    static func load() throws -> Fixture {
      let url = try #require(
        Bundle.module.url(forResource: "Fixtures/components", withExtension: "json"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }

    /// Vectors [count, dimensions] row by row.
    func rows(of values: [Double]) -> [[Double]] {
      stride(from: 0, to: values.count, by: dimensions).map {
        Array(values[$0..<$0 + dimensions])
      }
    }
  }

  private let stream = RandomStream(key: 5)

  @Test("NumPy finds the same mean, variances, components and reconstructions")
  func components() throws {
    let fixture = try Fixture.load()
    let cloud = Tensor([fixture.rows, fixture.dimensions], fixture.cloud)
    let found = PrincipalComponents(of: cloud, count: fixture.count, using: stream)
    #expect(zip(found.mean, fixture.mean).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(abs(found.totalVariance - fixture.total) < 1e-6 * fixture.total)
    for (variance, expected) in zip(found.variances, fixture.variances) {
      #expect(abs(variance - expected) < 1e-6 * fixture.variances[0])
    }
    for (component, expected) in zip(found.components, fixture.rows(of: fixture.components)) {
      // A component may point either way. Where two variances nearly tie, rounding turns the two components.
      #expect(abs(abs(dot(component, expected)) - 1) < 1e-8)
    }
    let error = relativeError(
      found.reconstructions(cloud).values, fixture.reconstructions)
    #expect(error < 1e-6)
  }

  @Test("SciPy finds the same angles between subspaces, the smallest and one near a right one")
  func angles() throws {
    let fixture = try Fixture.load()
    let found = principalAngles(
      between: fixture.rows(of: fixture.components), and: fixture.rows(of: fixture.other))
    #expect(found.count == fixture.angles.count)
    for (angle, expected) in zip(found, fixture.angles) {
      #expect(abs(angle - expected) < 1e-9 + 1e-8 * expected)
    }
  }

  @Test("a subspace is at angle 0 from itself, and at a right angle from what is orthogonal to it")
  func extremes() {
    let plane: [[Double]] = [[1, 2, 0, 0], [3, -1, 0, 0]],
      other: [[Double]] = [[0, 0, 1, 1], [0, 0, 0, 2]]
    #expect(principalAngles(between: plane, and: plane).allSatisfy { $0 < 1e-15 })
    #expect(principalAngles(between: plane, and: other).allSatisfy { abs($0 - .pi / 2) < 1e-15 })
  }

  /// A matrix with given eigenvalues and random vectors.
  private func matrix(_ values: [Double]) -> [[Double]] {
    let n = values.count
    let random = noise(n * n, seed: 7).map(Double.init)
    let vectors = orthonormalized(
      (0..<n).map { Array(random[$0 * n..<($0 + 1) * n]) }, using: stream)
    return (0..<n).map { row in
      (0..<n).map { column in
        (0..<n).reduce(0) { $0 + values[$1] * vectors[$1][row] * vectors[$1][column] }
      }
    }
  }

  @Test("orthogonal iteration finds the leading eigenvectors that Jacobi finds")
  func leading() {
    let matrix = matrix((0..<60).map { 5 / Double(1 + $0) })
    let all = SymmetricEigen(matrix), leading = SymmetricEigen.leading(6, of: matrix, using: stream)
    #expect(leading.values.count == 6 && leading.vectors.count == 6)
    for index in 0..<6 {
      #expect(abs(leading.values[index] - all.values[index]) < 1e-12)
      #expect(abs(abs(dot(leading.vectors[index], all.vectors[index])) - 1) < 1e-12)
    }
  }

  @Test("equal eigenvalues, fewer directions than asked for, and a matrix of zeros")
  func degenerate() {
    let matrix = matrix([3, 3, 3, 1] + [Double](repeating: 0, count: 36))
    let tied = SymmetricEigen.leading(6, of: matrix, using: stream)
    for (value, expected) in zip(tied.values, [3.0, 3, 3, 1, 0, 0]) {
      #expect(abs(value - expected) < 1e-12)
    }
    for (index, vector) in tied.vectors.enumerated() {
      for other in 0..<index { #expect(abs(dot(vector, tied.vectors[other])) < 1e-12) }
      #expect(abs(dot(vector, vector) - 1) < 1e-12)
    }
    let zeros = [[Double]](repeating: [0, 0, 0], count: 3)
    #expect(SymmetricEigen.leading(5, of: zeros, using: stream).values == [0, 0, 0])
  }

  @Test("components have the same bits on any number of threads")
  func threads() {
    let cloud = Tensor([300, 40], noise(300 * 40, seed: 9))
    let found = [1, 2, 3].map { threads in
      Engine(threads: threads).withCurrent {
        PrincipalComponents(of: cloud, count: 3, using: stream)
      }
    }
    #expect(found[0] == found[1] && found[0] == found[2])
  }
}
