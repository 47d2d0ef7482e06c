import Foundation
import Kernels
import Testing

@testable import Statistics

/// Against exact fractions: `Tests/Peers/sweep_numbers.py --fixture` has made the numbers.
@Suite struct SampleTests {
  private struct Fixture: Decodable {
    let samples: [Sample]
    let tests: [Test]
  }

  struct Sample: Decodable, Sendable {
    let name: String
    let values: [Double]
    /// Of the random stream.
    let key: String
    let n: Int
    let mean: Double
    let standard_deviation: Double?
    let median: Double
    let least: Double
    let greatest: Double
    let interval: [Double]
  }

  struct Test: Decodable, Sendable {
    let first: [Double]
    let second: [Double]
    let probability: Double
    let least: Double
  }

  private static let fixture: Fixture? = Bundle.module.url(
    forResource: "samples", withExtension: "json", subdirectory: "Fixtures"
  ).flatMap { try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: $0)) }

  static let samples = fixture?.samples ?? []
  static let tests = fixture?.tests ?? []

  /// Whether two numbers are at most a unit in the last place apart.
  private func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= other.ulp }

  @Test func theFixtureIsThere() { #expect(Self.samples.count == 9 && Self.tests.count == 7) }

  @Test(arguments: samples) func aSampleIsDescribedToTheLastPlace(sample: Sample) throws {
    // In whatever order the numbers come.
    for values in [sample.values, sample.values.reversed(), sample.values.sorted()] {
      let summary = try #require(SampleSummary(of: values))
      #expect(summary.count == sample.n)
      #expect(isNear(summary.mean, sample.mean), "\(summary.mean)")
      #expect((summary.standardDeviation == nil) == (sample.standard_deviation == nil))
      if let one = summary.standardDeviation, let other = sample.standard_deviation {
        #expect(isNear(one, other), "\(one), not \(other)")
      }
      #expect(isNear(summary.median, sample.median))
      #expect(summary.least == sample.least && summary.greatest == sample.greatest)
      #expect(summary == SampleSummary(of: sample.values))
    }
  }

  @Test(arguments: samples) func theIntervalIsThatOfTheStream(sample: Sample) throws {
    let stream = RandomStream(key: try #require(UInt64(sample.key)))
    let interval = Bootstrap.interval(ofMeanOf: sample.values, using: stream)
    #expect(isNear(interval.lowerBound, sample.interval[0]))
    #expect(isNear(interval.upperBound, sample.interval[1]))
    #expect(interval == Bootstrap.interval(ofMeanOf: sample.values.reversed(), using: stream))
  }

  @Test(arguments: tests) func aTestCountsAllDeals(test: Test) {
    let stream = RandomStream(key: 1)
    let result = PermutationTest(test.first, test.second, using: stream)
    #expect(isNear(result.probability, test.probability), "\(result.probability)")
    #expect(isNear(result.leastProbability, test.least))
    #expect(result == PermutationTest(test.second, test.first, using: stream))
  }

  /// Ten numbers on each side can be dealt out in 184,756 ways.
  @Test func aTestOfManyNumbersTakesRandomDeals() {
    let stream = RandomStream(key: 7)
    let first = (0..<10).map { Double(stream.normal($0)) }
    let second = (10..<20).map { Double(stream.normal($0)) }
    let same = PermutationTest(first, second, using: stream.child(0))
    #expect(same.leastProbability == 5e-5)
    #expect(same.probability > 0.05)
    #expect(same == PermutationTest(first, second, using: stream.child(0)))
    let other = PermutationTest(first, second.map { $0 + 5 }, using: stream.child(0))
    #expect(other.probability < 0.001)
  }

  @Test func nothingIsSaidOfNoNumbers() { #expect(SampleSummary(of: []) == nil) }

  /// How often the interval holds the mean, as its documentation says.
  @Test func theIntervalOfFiveNumbersIsTooNarrow() {
    let stream = RandomStream(key: 3)
    let trials = 300
    let held = (0..<trials).count { trial in
      let values = (0..<5).map { Double(stream.at(step: UInt64(trial)).normal($0)) }
      return Bootstrap.interval(ofMeanOf: values, using: stream.child(UInt64(trial))).contains(0)
    }
    #expect((0.78...0.9).contains(Double(held) / Double(trials)), "\(held)")
  }
}
