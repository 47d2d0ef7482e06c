import Digits
import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct PairedTrainingTests {
  private final class Line: MappingNetwork {
    let dense: Dense
    let dropout: Dropout
    init(_ inputs: Int, _ outputs: Int, seed: UInt64 = 1, dropping rate: Float = 0) {
      var seeds = Seeds(RandomStream(key: seed))
      dense = Dense(inputs, outputs, .sigmoid, using: &seeds)
      dropout = Dropout(rate)
    }
    func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor { dropout(dense(x, phase), phase) }
  }

  /// Eight pairs: image i has the level 10 i everywhere, and its source is one pixel of the level i.
  private let pairs = ImagePairs(
    from: DigitSet(
      images: [UInt8](0..<8), labels: [UInt8](0..<8), shape: ImageShape(height: 1, width: 1)),
    to: DigitSet(
      images: (0..<8 as Range<UInt8>).flatMap { [$0 * 10, $0 * 10] }, labels: [UInt8](0..<8),
      shape: ImageShape(height: 1, width: 2)))

  private func values(_ network: Line) -> [Float] { network.dense.weights.value.values }

  @Test func aloneItSeesPairsThatBelongTogetherAtTheScheduledRates() throws {
    let lab = lab()
    let training = try PairedTraining("test", in: lab, on: pairs, batchSize: 4, emaDecay: 0.5) {
      Line(1, 2)
    }
    let before = values(training.generator)
    var sources: [Float] = [], rates: [Float] = [], frames: [Int] = []
    var optimizer: (any Optimizer)?
    try training.train(
      steps: 4, period: 2,
      optimizer: {
        let adam = Adam(for: $0, learningRate: 0)
        optimizer = adam
        return adam
      }, learningRate: 0.25, decayStart: 0,
      loss: { pictures in
        #expect(pictures.made.shape == [4, 2])
        for (source, target) in zip(pictures.sources.values, pictures.targets.column(0)) {
          #expect(abs(10 * source - target) < 1e-6)
        }
        sources += pictures.sources.values
        rates.append(optimizer?.learningRate ?? 0)
        return squaredErrorLoss(
          predicted: pictures.made, expected: pictures.targets, reduction: .mean)
      }, line: 1, atFrame: { frames.append($0) })
    // Two epochs of two batches, each with all pairs.
    for epoch in [sources.prefix(8), sources.suffix(8)] {
      #expect(epoch.sorted() == (0..<8).map { Float($0) / 255 })
    }
    #expect(rates == [0.25, 0.1875, 0.125, 0.0625])
    #expect(frames == [0, 2, 4])
    #expect(lab.record.series("test/generator").count == 2)
    #expect(values(training.generator) != before)
    #expect(values(training.average.network) != values(training.generator))
  }

  @Test func againstAnotherBothMoveAndItBeginsWhereItIsTold() throws {
    let lab = lab(), start = Line(1, 2, seed: 7), critic = Line(3, 1)
    let training = try PairedTraining(
      "test", in: lab, on: pairs, batchSize: 4, emaDecay: 0.5, from: start
    ) { Line(1, 2) }
    #expect(values(training.generator) == values(start))
    #expect(values(training.average.network) == values(start))
    let before = values(critic)
    func judged(_ pictures: PairedTraining<Line>.Pictures, _ second: Tensor, _ phase: Phase)
      -> Tensor
    { critic(pictures.sources.concatenated(with: second), phase).mean() }
    try training.train(
      against: critic, turns: 2, period: 1, optimizer: { Adam(for: $0, learningRate: 0) },
      learningRates: (0.5, 0.25),
      generatorLoss: { -judged($0, $0.made, $1) },
      discriminatorLoss: { judged($0, $0.made, $1) - judged($0, $0.targets, $1) }, line: 1)
    #expect(lab.record.series("test/discriminator").count == 2)
    #expect(lab.record.series("test/generator").count == 2)
    #expect(values(critic) != before)
    #expect(values(training.generator) != values(start))
  }

  @Test func noiseKeepsDropoutOnAndDrawsTheSameAgain() throws {
    let training = try PairedTraining("test", in: lab(), on: pairs, batchSize: 4, emaDecay: 0) {
      Line(1, 2, dropping: 0.5)
    }
    let sources = Tensor([600, 1], repeating: 0.5)
    let (plain, stream) = (training.draw(sources), RandomStream(key: 3))
    #expect(plain.values.allSatisfy { $0 > 0 })
    let dropped = training.draw(sources, noise: stream).values
    #expect(dropped == training.draw(sources, noise: stream).values)
    #expect((500..<700).contains(dropped.count { $0 == 0 }))
    // Each part has draws of its own.
    #expect(dropped[..<512] != dropped[512..<1024])
  }

  @Test func tooFewPairsAreRefused() {
    #expect(throws: DataError.self) {
      try PairedTraining("test", in: lab(), on: pairs, batchSize: 9, emaDecay: 0) { Line(1, 2) }
    }
  }
}
