import Testing

@testable import Evaluation

@Suite struct TrainingHealthTests {
  @Test("missing labels are named")
  func modes() {
    let labels = (0..<1000).map { UInt8($0 % 8) }
    let histogram = LabelHistogram(of: labels, classes: Array(0...9))
    let warning = TrainingHealth.missingModes(histogram) ?? ""
    #expect(warning.contains("hardly any 8 and 9,") && warning.contains("1000 samples"))
    #expect(
      TrainingHealth.missingModes(LabelHistogram(of: labels, classes: Array(0...7))) == nil)
  }

  @Test("a discriminator that is hardly ever wrong at the end is a sign, a short dip is none")
  func saturation() {
    let healthy = [Double](repeating: 0.6, count: 50)
    #expect(TrainingHealth.saturation(healthy, "loss") == nil)
    #expect(TrainingHealth.saturation(healthy + [0.01, 0.01], "loss") == nil)
    let saturated = healthy + [Double](repeating: 0.01, count: 50)
    #expect(
      TrainingHealth.saturation(saturated, "loss")?.contains("last 20 of 100 values;") == true)
    #expect(TrainingHealth.saturation([0, 0, 0], "loss") == nil, "too few to tell")
    // Targets of 0.9: the least loss is their entropy, 0.325 nats.
    let smoothed = [Double](repeating: 0.34, count: 50)
    #expect(TrainingHealth.saturation(smoothed, "loss") == nil)
    #expect(TrainingHealth.saturation(smoothed, "loss", smoothing: 0.1) != nil)
    #expect(TrainingHealth.saturation(smoothed.map { $0 + 0.05 }, "loss", smoothing: 0.1) == nil)
  }

  @Test("a loss that ends higher than it began is a sign, a falling or constant one is none")
  func divergence() {
    let falling = (0..<30).map { 10 / Double($0 + 1) }
    #expect(TrainingHealth.divergence(falling, "loss") == nil)
    #expect(TrainingHealth.divergence([Double](repeating: 1, count: 30), "loss") == nil)
    let rising = TrainingHealth.divergence(falling.reversed(), "`loss/test`")
    #expect(rising?.contains("`loss/test`") == true)
  }

  @Test("turns that end at their limit are a sign, single steps and a long beginning are none")
  func imbalance() {
    let ones = [Double](repeating: 1, count: 40), fives = [Double](repeating: 4.9, count: 10)
    #expect(TrainingHealth.imbalance(fives + ones, "steps", limit: 5) == nil)
    let warning = TrainingHealth.imbalance(ones + fives, "`steps/generator`", limit: 5) ?? ""
    #expect(warning.contains("last 10 of 50 values, `steps/generator`"))
    #expect(TrainingHealth.imbalance(ones, "steps", limit: 1) == nil, "there is no choice")
    #expect(TrainingHealth.imbalance([5, 5, 5], "steps", limit: 5) == nil, "too few to tell")
  }

  @Test("a discriminator that ends above the loss of guessing is a sign, one that guesses is none")
  func worseThanGuessing() {
    let guessing = [Double](repeating: TrainingHealth.guessingLoss, count: 20)
    let restless = (0..<20).map { $0.isMultiple(of: 2) ? 0.1 : 9 }
    #expect(TrainingHealth.worseThanGuessing(guessing, "loss") == nil)
    #expect(TrainingHealth.worseThanGuessing(restless + guessing, "loss") == nil)
    let warning = TrainingHealth.worseThanGuessing(guessing + restless, "`a/loss`") ?? ""
    #expect(warning.contains("No convergence: the mean of `a/loss` over the last 20 of 40 values"))
    #expect(TrainingHealth.worseThanGuessing([9, 9, 9], "loss") == nil, "too few to tell")
  }

  @Test("a smoothed discriminator's least loss is the entropy of its targets")
  func saturationWithTwoSidedSmoothing() {
    let losses = [Double](repeating: 1.02, count: 50)
    #expect(TrainingHealth.saturation(losses, "loss", leastLoss: 1.0008) != nil)
    #expect(TrainingHealth.saturation(losses, "loss", leastLoss: 0) == nil)
  }
}
