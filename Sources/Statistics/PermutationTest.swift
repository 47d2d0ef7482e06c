import Kernels

/// Whether the means of two samples differ by more than chance, if all that matters is which number fell into which sample
/// (R. A. Fisher, "The design of experiments", 1935).
///
/// The numbers of both are dealt out anew, in all ways where there are at most 20,000, or else in 19,999 random ones besides
/// the real one. The p-value is the share of deals whose means differ as much as those of the samples. It assumes nothing
/// about how the numbers are distributed.
public struct PermutationTest: Equatable, Sendable {
  /// The share of deals whose means differ at least as much.
  public let probability: Double
  /// The least share that samples of these sizes could have: a test of few numbers cannot find much.
  public let leastProbability: Double

  /// The most deals that are looked at.
  static let mostDeals = 20_000

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - first: at least one finite number.
  ///   - second: at least one finite number.
  ///   - stream: what chooses the deals where not all are looked at.
  public init(_ first: [Double], _ second: [Double], using stream: RandomStream) {
    require(!first.isEmpty && !second.isEmpty, "a test needs two samples that are not empty")
    let all = (first + second).sorted()
    let total = Self.sum(all)
    let (size, count) = (first.count, all.count)
    // How far apart the means are where the first sample has this sum.
    func distance(_ sum: Double) -> Double {
      abs(sum / Double(size) - (total - sum) / Double(count - size))
    }
    // Sums of other orders may differ in their last bits, and equal deals are to count.
    let scale = all.reduce(0) { max($0, abs($1)) }
    let observed = distance(Self.sum(first)) - 1e-12 * scale
    if let deals = Self.deals(of: count, into: size) {
      var extreme = 0
      var chosen = Array(0..<size)
      repeat {
        if distance(Self.sum(chosen.map { all[$0] })) >= observed { extreme += 1 }
      } while Self.advance(&chosen, of: count)
      probability = Double(extreme) / Double(deals)
      // A deal and its mirror image differ as much where the samples are equally large.
      leastProbability = (first.count == second.count ? 2 : 1) / Double(deals)
    } else {
      var extreme = 1
      for deal in 1..<Self.mostDeals {
        let order = stream.at(step: UInt64(deal)).permutation(count)
        if distance(Self.sum(order.prefix(size).map { all[Int($0)] })) >= observed { extreme += 1 }
      }
      probability = Double(extreme) / Double(Self.mostDeals)
      leastProbability = 1 / Double(Self.mostDeals)
    }
  }

  private static func sum(_ values: [Double]) -> Double {
    var sum = ExtendedSum()
    for value in values { sum.add(value) }
    return sum.value
  }

  /// How many ways there are to choose `size` of `count`; nil for more than are looked at.
  private static func deals(of count: Int, into size: Int) -> Int? {
    var deals = 1
    for taken in 0..<min(size, count - size) {
      deals = deals * (count - taken) / (taken + 1)
      if deals > mostDeals { return nil }
    }
    return deals
  }

  /// Goes to the next choice in ascending order; false after the last.
  private static func advance(_ chosen: inout [Int], of count: Int) -> Bool {
    guard
      let place = chosen.indices.last(where: { chosen[$0] < count - chosen.count + $0 })
    else { return false }
    chosen[place] += 1
    for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
    return true
  }
}
