import Digits
import Kernels
import Layers
import Synchronization
import Tensors

@testable import Notebooks
@testable import Records

//: # Two loops
//:
//: A notebook for the tests of interruptions.

/// Trains two tiny networks in a loop of nine steps and one of seven.
struct Trains: Notebook {
  static let name = "trains"
  static let title = "Two loops"
  static let summary = "Two tiny networks"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  @Setting("passes over twelve digits", in: 1...100) var epochs = 3

  /// Steps that training may still make before it fails; the steps are those of all loops.
  final class Fuse: Sendable {
    private let stepsLeft: Mutex<Int>
    private let end: @Sendable () throws -> Void

    init(steps: Int, end: @escaping @Sendable () throws -> Void = { throw Blown() }) {
      stepsLeft = Mutex(steps)
      self.end = end
    }

    func burn() throws {
      let isBlown = stepsLeft.withLock { steps in
        steps -= 1
        return steps == -1
      }
      if isBlown { try end() }
    }
  }

  struct Blown: Error {}

  @TaskLocal static var fuse: Fuse?
  /// Whether the last step spoils a running mean.
  @TaskLocal static var spoilt = false
  /// The learning rate of the first loop, as if the program had changed.
  @TaskLocal static var learningRate: Float = 0.01
  /// Whether there is a picture of a data set that there is not.
  @TaskLocal static var drawsNothing = false

  final class Model: Network {
    let hidden: Sequential
    let logit: Dense

    init(using seeds: inout Seeds) {
      hidden = Sequential(Dense(784, 3, .relu, using: &seeds), BatchNormalization(3), Dropout(0.3))
      logit = Dense(3, 1, using: &seeds)
    }

    func callAsFunction(_ images: Tensor, _ phase: Phase) -> Tensor {
      logit(hidden(images, phase))
    }
  }

  func run(in lab: Lab) throws {
    let digits = DigitSet(
      images: (0..<12 * 784).map { UInt8($0 * 37 % 251) }, labels: (0..<12).map { $0 % 10 })
    var seeds = Seeds(lab.stream("weights"))
    let first = Model(using: &seeds), second = Model(using: &seeds)
    let adam = Adam(for: first, learningRate: Self.learningRate)
    let rmsProp = RMSProp(for: second, learningRate: 0.01)
    let dropout = lab.stream("dropout")
    lab.note("Before both loops.")

    func step(_ model: Model, _ optimizer: any Optimizer, _ batch: Batch) throws -> Float {
      try Self.fuse?.burn()
      let logits = model(batch.images, .training(batch.stream(dropout)))
      let loss = crossEntropyLoss(logits: logits, expected: 1, reduction: .mean)
      try optimizer.minimize(loss)
      return loss.scalar
    }
    try lab.train(on: digits, batchSize: 4, epochs: epochs, saving: [first, adam]) { batch in
      ["loss/first": try step(first, adam, batch)]
    } afterEpoch: { epoch in
      lab.append(
        first.logit.weights.value.values, to: "history/first", shape: [3], step: epoch,
        description: "Weights after each epoch [epoch, weight]")
    }
    lab.note("Between the loops.")
    lab.record(
      first(digits.tensor(0..<12), .inference).values, at: "first/logits", shape: [12],
      description: "Logits [digit]")
    lab.save(first, as: "first", taking: ["digits": [784]]) {
      ["logits": first($0[0], .inference)]
    }
    let batches = try BatchSource(digits, batchSize: 5, using: lab.stream("second order"))
    try lab.train(iterations: 7, period: 3, saving: [second, rmsProp, batches]) { done in
      let loss = try step(second, rmsProp, batches.next())
      if Self.spoilt && done == 6 {
        for variable in second.variables where variable.name.hasSuffix("mean") {
          variable.parameter.assign(Tensor([3], [0, .infinity, 0]))
        }
      }
      return ["loss/second": loss]
    } afterPeriod: { done in
      lab.log("done", Double(done), step: done, "Iterations")
    }
    lab.figure(
      "losses", caption: "The loss",
      .lines([.init("loss/first")], x: PlotAxis("epoch"), y: PlotAxis("nats")))
    if Self.drawsNothing { lab.figure("nothing", caption: "Nothing", .image("nothing")) }
    lab.metric("loss", of: "loss/second", unit: "nats", "Last loss")
    lab.save(second, as: "second", taking: ["digits": [784]]) {
      ["logits": second($0[0], .inference)]
    }
  }
}
