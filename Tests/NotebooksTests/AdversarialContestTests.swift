import Digits
import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct AdversarialContestTests {
  private final class Line: MappingNetwork {
    let dense: Dense
    init(_ inputs: Int, _ outputs: Int, _ activation: Activation = .tanh) {
      var seeds = Seeds(RandomStream(key: 1))
      dense = Dense(inputs, outputs, activation, using: &seeds)
    }
    func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor { dense(x, phase) }
  }

  @Test func stepsSeeScaledImagesOfTheNetworksSizeAndLogTheirLosses() throws {
    let lab = lab()
    // Images of 28 × 28, all white ink, for networks of 4 × 4 pixels in [−1, 1].
    let digits = DigitSet(
      images: [UInt8](repeating: 255, count: 8 * 784), labels: [0, 1, 2, 3, 4, 5, 6, 7])
    let size = ImageShape(height: 4, width: 4), critic = Line(16, 1)
    let contest = try AdversarialContest(
      "test", in: lab, on: digits, size: size, batchSize: 4, emaDecay: 0.5, discriminator: critic,
      codes: { .normal([$0, 3], using: $1) }
    ) { Line(3, 16) }
    let before = contest.generator.dense.weights.value.values
    var constrained = 0, seen: [Tensor] = [], rates: [Float] = []
    var optimizers: [Adam] = []
    try contest.train(
      turns: 2, period: 1,
      optimizer: {
        let adam = Adam(for: $0, learningRate: 0)
        optimizers.append(adam)
        return adam
      },
      learningRates: (0.5, 0.25), decayStart: 0, steps: (3, 1),
      generatorLoss: { -critic($0, $1).mean() },
      discriminatorLoss: { images, pictures, stream in
        seen.append(images)
        rates.append(optimizers[1].learningRate)
        return critic(pictures, .training(stream)).mean() - critic(images, .training(stream)).mean()
      }, afterDiscriminatorStep: { constrained += 1 }, line: 1)
    #expect(seen.count == 6 && constrained == 6)
    #expect(seen.allSatisfy { $0.shape == [4, 16] && $0.values.allSatisfy { $0 == 1 } })
    #expect(rates == [0.25, 0.25, 0.25, 0.125, 0.125, 0.125])
    #expect(lab.record.series("test/discriminator").count == 2)
    #expect(lab.record.series("test/generator").count == 2)
    #expect(contest.generator.dense.weights.value.values != before)
    let drawn = contest.draw(Tensor.normal([5, 3], using: RandomStream(key: 2)))
    #expect(drawn.shape == [5, 16] && drawn.values.allSatisfy { (0...1).contains($0) })
    let same = contest.draw(5, using: RandomStream(key: 2))
    #expect(same.values == drawn.values)
    #expect(contest.inDigitSize(same).shape == [5, 784])

    contest.save(taking: 3)
    contest.save(taking: 3, as: "without/a", role: "critic", giving: "scores")
    #expect(
      Set(lab.record.architectures.keys)
        == ["generator", "discriminator", "without-a-generator", "without-a-critic"])
  }

  /// A critic w · x + b: its gradient is w everywhere, and its scores along a line are a line.
  @Test func aLinearCriticIsLoggedAsReckonedInDoubles() throws {
    let lab = lab(), count = 6
    let digits = DigitSet(
      images: (0..<8 * 16).map { UInt8(truncatingIfNeeded: $0 * 37) },
      labels: [0, 1, 2, 3, 4, 5, 6, 7], shape: ImageShape(height: 4, width: 4))
    let critic = Line(16, 1, .identity)
    let contest = try AdversarialContest(
      "test", in: lab, on: digits, batchSize: 4, emaDecay: 0.5, discriminator: critic,
      codes: { .normal([$0, 3], using: $1) }
    ) { Line(3, 16) }
    let codes = Tensor.normal([count, 3], using: RandomStream(key: 2))
    let train = digits.tensor(0..<count), test = digits.tensor(2..<2 + count)
    try contest.logCritic(train: train, test: test, codes: codes, turn: 40)
    contest.recordLine(from: test, codes: codes)

    let weights = critic.dense.weights.value.values.map(Double.init)
    /// The mean score of `count` pictures with pixels in [−1, 1], but for b.
    func score(_ pictures: [Float]) -> Double {
      pictures.indices.reduce(0) { $0 + weights[$1 % 16] * Double(pictures[$1]) } / Double(count)
    }
    let ofPictures = score(contest.generator(codes, .inference).values)
    let ofTrain = score(train.values.map { 2 * $0 - 1 })
    let ofTest = score(test.values.map { 2 * $0 - 1 })
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for (name, value) in [
      "test/wasserstein/train": ofTrain - ofPictures, "test/wasserstein/test": ofTest - ofPictures,
      "test/gradient": length,
    ] {
      let logged = try #require(lab.record.series(name).last)
      #expect(abs(logged - value) < 1e-5, "\(name): \(logged), not \(value)")
    }
    guard case .float(let places) = lab.record.arrays["test/line/places"]?.values,
      case .float(let scores) = lab.record.arrays["test/line/scores"]?.values
    else {
      Issue.record("places and scores are not in the log")
      return
    }
    #expect(places.first == -1 && places.last == 2 && places.count == scores.count)
    for (place, score) in zip(places, scores) {
      #expect(abs(Double(score) - Double(place) * (ofPictures - ofTest) / length) < 1e-4)
    }
  }

  @Test func tooFewDigitsAreRefused() {
    let digits = DigitSet(images: [UInt8](repeating: 0, count: 2 * 784), labels: [0, 1])
    #expect(throws: DataError.self) {
      try AdversarialContest(
        "test", in: lab(), on: digits, batchSize: 4, emaDecay: 0, discriminator: Line(784, 1),
        codes: { .normal([$0, 3], using: $1) }
      ) { Line(3, 784) }
    }
  }
}
