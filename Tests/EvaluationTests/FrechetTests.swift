import Foundation
import Tensors
import TestSupport
import Testing

@testable import Evaluation

@Suite struct FrechetTests {
  private struct Fixture: Decodable {
    let dimensions: Int
    let cloud, reference: [Float]
    let covariance, eigenvalues: [Double]
    let distance: Double

    static func load() throws -> Fixture {
      let url = try #require(
        Bundle.module.url(forResource: "Fixtures/frechet", withExtension: "json"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  private func diagonal(_ values: [Double]) -> [[Double]] {
    values.indices.map { row in values.indices.map { $0 == row ? values[row] : 0 } }
  }

  @Test("a cloud is at distance 0 from itself")
  func itself() {
    let moments = FeatureMoments(of: Tensor([50, 4], noise(200)))
    let distance = WhitenedFrechetDistance(from: moments)
    #expect(distance.dimensions == 4)
    #expect(abs(distance(moments)) < 1e-12)
  }

  @Test("Gaussians with diagonal covariances have the distance of the closed form")
  func closedForm() {
    // Σ ((μ − ν)² + (σ − τ)²) / τ², coordinate by coordinate.
    let (mu, sigma) = ([1.0, -2, 0.5], [2.0, 0.3, 1])
    let (nu, tau) = ([0.0, -1, 0.5], [4.0, 0.1, 1])
    let reference = FeatureMoments(mean: nu, covariance: diagonal(tau.map { $0 * $0 }))
    let cloud = FeatureMoments(mean: mu, covariance: diagonal(sigma.map { $0 * $0 }))
    let expected = (0..<3).reduce(0.0) { sum, i in
      let (shift, spread) = (mu[i] - nu[i], sigma[i] - tau[i])
      return sum + (shift * shift + spread * spread) / (tau[i] * tau[i])
    }
    #expect(abs(WhitenedFrechetDistance(from: reference)(cloud) - expected) < 1e-9 * expected)
  }

  @Test("a turned and stretched pair of clouds keeps its distance")
  func invariance() {
    let map: [[Double]] = [[2, 1, 0], [0, 0.5, 3], [1, 0, -1]]
    func mapped(_ moments: FeatureMoments) -> FeatureMoments {
      let half = map.map { row in moments.covariance.map { dot($0, row) } }
      return FeatureMoments(
        mean: map.map { dot($0, moments.mean) },
        covariance: map.map { row in half.map { dot($0, row) } }.transposed)
    }
    let first = FeatureMoments(of: Tensor([40, 3], noise(120, seed: 1)))
    let second = FeatureMoments(of: Tensor([30, 3], noise(90, seed: 2)))
    let plain = WhitenedFrechetDistance(from: first)(second)
    let other = WhitenedFrechetDistance(from: mapped(first))(mapped(second))
    #expect(plain > 0.01)
    #expect(abs(plain - other) < 1e-10)
  }

  @Test("directions in which the reference does not vary are left out")
  func flat() {
    let reference = FeatureMoments(mean: [0, 0], covariance: diagonal([1, 0]))
    let distance = WhitenedFrechetDistance(from: reference)
    #expect(distance.dimensions == 1)
    let cloud = FeatureMoments(mean: [3, 100], covariance: diagonal([1, 5]))
    #expect(abs(distance(cloud) - 9) < 1e-12)
  }

  @Test("NumPy and SciPy find the same covariance, eigenvalues and distance")
  func fixture() throws {
    let fixture = try Fixture.load()
    let width = fixture.dimensions
    let cloud = FeatureMoments(
      of: Tensor([fixture.cloud.count / width, width], fixture.cloud))
    let reference = FeatureMoments(
      of: Tensor([fixture.reference.count / width, width], fixture.reference))
    for (actual, expected) in zip(cloud.covariance.joined(), fixture.covariance) {
      #expect(abs(actual - expected) < 1e-12 * max(1, abs(expected)))
    }
    for (actual, expected) in zip(
      SymmetricEigen(reference.covariance).values, fixture.eigenvalues)
    {
      #expect(abs(actual - expected) < 1e-12 * fixture.eigenvalues[0])
    }
    let distance = WhitenedFrechetDistance(from: reference)(cloud)
    #expect(abs(distance - fixture.distance) < 1e-9 * fixture.distance)
  }

  @Test("Jacobi finds the known eigenvalues of a chain of springs")
  func springs() {
    // 2 on the diagonal, −1 beside it: 2 − 2 cos(π k / (n + 1)).
    let n = 64
    let matrix = (0..<n).map { row in
      (0..<n).map { $0 == row ? 2.0 : abs($0 - row) == 1 ? -1 : 0 }
    }
    let eigen = SymmetricEigen(matrix)
    for (index, value) in eigen.values.enumerated() {
      let known = 2 - 2 * cos(.pi * Double(n - index) / Double(n + 1))
      #expect(abs(value - known) < 1e-13)
    }
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      #expect(abs(dot(vector, vector) - 1) < 1e-13)
      for row in 0..<n { #expect(abs(dot(matrix[row], vector) - value * vector[row]) < 1e-12) }
    }
  }

  @Test("small matrices: none, one number, zeros, equal eigenvalues")
  func small() {
    #expect(SymmetricEigen([]).values == [])
    #expect(SymmetricEigen([[-3]]).values == [-3])
    #expect(SymmetricEigen([[0, 0], [0, 0]]).values == [0, 0])
    #expect(SymmetricEigen(diagonal([2, 2, 5])).values == [5, 2, 2])
  }

  @Test("moments have the same bits on any number of threads")
  func threads() {
    let features = noise(500 * 20, seed: 3)
    let moments = [1, 2, 3].map { threads in
      Engine(threads: threads).withCurrent { FeatureMoments(of: Tensor([500, 20], features)) }
    }
    #expect(moments[0] == moments[1] && moments[0] == moments[2])
  }
}

extension [[Double]] {
  fileprivate var transposed: [[Double]] {
    first.map { row in row.indices.map { column in map { $0[column] } } } ?? []
  }
}
