import Kernels
import Platform
import Records
import Statistics

/// Whether a change of a metric is more than what seeds do, where a sweep over seeds is there on both sides.
///
/// The values of all seeds are compared by a permutation test of their means.
struct SeedNoise: Sendable, Equatable {
  /// How many seeds there are on each side.
  let oldCount: Int, newCount: Int
  /// The means over the seeds.
  let oldMean: Double, newMean: Double
  /// The test's p-value, and the least that it could be with so many seeds.
  let probability: Double, leastProbability: Double

  /// The p-value up to which a change counts as more than noise; five seeds on each side can reach it.
  static let level = 0.01

  /// What the test says.
  enum Verdict: String, Sendable {
    case beyond, within
    case tooFew = "too few"
  }

  var verdict: Verdict {
    if leastProbability > Self.level { return .tooFew }
    return probability <= Self.level ? .beyond : .within
  }

  /// `more than seeds do (p = 0.0079, 5 and 5 seeds)`.
  var text: String {
    let counts = "\(oldCount) and \(newCount) seeds"
    let value = "p = \(NumberText.rounded(probability, digits: 2))"
    return switch verdict {
    case .beyond: "more than seeds do (\(value), \(counts))"
    case .within: "no more than seeds do (\(value), \(counts))"
    case .tooFew: "\(counts) are too few to tell"
    }
  }
}

/// The runs of several seeds on both sides of a comparison, with the settings of the results that are compared.
struct SeedComparison {
  let notebook: String
  let old: SweepSummary.Row
  let new: SweepSummary.Row

  /// What seeds do to a metric; nil where a side has fewer than two values.
  func noise(of name: String) -> SeedNoise? {
    guard let old = old.metrics[name], let new = new.metrics[name], old.n > 1, new.n > 1 else {
      return nil
    }
    let key = RandomStream.key(seed: 0, notebook: notebook, name: "permutations/\(name)")
    let test = PermutationTest(old.numbers, new.numbers, using: RandomStream(key: key))
    return SeedNoise(
      oldCount: old.n, newCount: new.n, oldMean: old.mean, newMean: new.mean,
      probability: test.probability, leastProbability: test.leastProbability)
  }
}
