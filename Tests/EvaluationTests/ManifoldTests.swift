import Foundation
import Tensors
import TestSupport
import Testing

@testable import Evaluation

@Suite struct ManifoldTests {
  private struct Fixture: Decodable {
    struct Case: Decodable {
      let real, samples: [Float]
      let samplesInside, realInside: Int
      let frechetDistance: Double
    }

    let dimensions: Int
    let cases: [String: Case]

    func rows(_ values: [Float]) -> Tensor {
      Tensor([values.count / dimensions, dimensions], values)
    }

    static func load() throws -> Fixture {
      let url = try #require(
        Bundle.module.url(forResource: "Fixtures/manifold", withExtension: "json"))
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  @Test(
    "NumPy counts as many samples in the balls of real pictures and the other way round",
    arguments: ["whole numbers", "normal numbers"])
  func precisionAndRecall(_ name: String) throws {
    let fixture = try Fixture.load()
    let expected = try #require(fixture.cases[name])
    for threads in [1, 2, 3] {
      Engine(threads: threads).withCurrent {
        let real = FeatureManifold(of: fixture.rows(expected.real))
        let samples = FeatureManifold(of: fixture.rows(expected.samples))
        let (precision, recall) = (real.share(of: samples), samples.share(of: real))
        #expect(precision == Double(expected.samplesInside) / Double(samples.count))
        #expect(recall == Double(expected.realInside) / Double(real.count))
      }
    }
  }

  @Test(
    "SciPy finds the same plain Fréchet distance", arguments: ["whole numbers", "normal numbers"])
  func plainFrechetDistance(_ name: String) throws {
    let fixture = try Fixture.load()
    let expected = try #require(fixture.cases[name])
    let samples = FeatureMoments(of: fixture.rows(expected.samples))
    let distance = FrechetDistance(from: FeatureMoments(of: fixture.rows(expected.real)))
    let found = distance(samples)
    #expect(abs(found - expected.frechetDistance) < 1e-9 * expected.frechetDistance)
    #expect(FrechetDistance(from: samples)(samples) < 1e-12)
    // Of features that vary in a plane alone.
    let flat = FeatureMoments(mean: [0, 0, 1], covariance: [[4, 0, 0], [0, 1, 0], [0, 0, 0]])
    let moved = FeatureMoments(mean: [3, 0, 1], covariance: [[1, 0, 0], [0, 1, 0], [0, 0, 9]])
    #expect(abs(FrechetDistance(from: flat)(moved) - (9 + 1 + 9)) < 1e-12)
  }

  @Test("of more vectors than are compared at once none is forgotten")
  func chunks() {
    let count = 1203
    let values = noise(count * 3)
    let all = Tensor([count, 3], values)
    let manifold = FeatureManifold(of: all)
    #expect(manifold.share(of: manifold) == 1)
    // The oracle in double precision; noise has no ties.
    func square(_ i: Int, _ j: Int) -> Double {
      (0..<3).reduce(0) { sum, k in
        let difference = Double(values[3 * i + k]) - Double(values[3 * j + k])
        return sum + difference * difference
      }
    }
    let (real, samples) = (0..<1003, 1003..<count)
    let radii = real.map { i in
      real.filter { $0 != i }.map { square(i, $0) }.sorted()[FeatureManifold.neighbours - 1]
    }
    let inside = samples.count { j in real.contains { square($0, j) <= radii[$0] } }
    let part = FeatureManifold(of: all.firstRows(1003))
    let others = FeatureManifold(of: all.lastRows(200))
    #expect(part.share(of: others) == Double(inside) / 200)
  }

  @Test("equal vectors have balls without extent, in which they are themselves; one alone, too")
  func equalVectors() {
    let one = noise(64)
    let repeated = FeatureManifold(of: Tensor([10, 64], (0..<10).flatMap { _ in one }))
    let alone = FeatureManifold(of: Tensor([1, 64], one))
    let nearly = FeatureManifold(of: Tensor([1, 64], one.map { $0 * 1.01 }))
    #expect(repeated.share(of: alone) == 1)
    #expect(alone.share(of: repeated) == 1)
    #expect(repeated.share(of: nearly) == 0)
    // Of two or three vectors the farthest one is the ball's edge.
    let two = FeatureManifold(of: Tensor([2, 1], [0, 3]))
    #expect(two.share(of: FeatureManifold(of: Tensor([3, 1], [-3, 6, 6.5]))) == 2.0 / 3)
  }
}
