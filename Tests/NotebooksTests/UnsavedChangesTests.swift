import HarnessTestSupport
import Digits
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks

/// What the steps of a training loop change and `saving` lacks is refused by name.
@Suite struct UnsavedChangesTests {
  private final class Model: Network {
    let hidden = BatchNormalization(1)
    let logit: Dense

    init() {
      var seeds = Seeds(RandomStream(key: 1))
      logit = Dense(1, 1, using: &seeds)
    }

    func loss(_ step: Int) -> Tensor {
      let stream = RandomStream(key: 2).at(step: UInt64(step))
      let x = Tensor.normal([4, 1], using: stream)
      return crossEntropyLoss(
        logits: logit(hidden(x, .training(stream))), expected: 1, reduction: .mean)
    }
  }

  /// What a loop of a notebook works with.
  private struct Parts {
    let model = Model(), other = Model()
    let adam: Adam
    let average: ExponentialMovingAverage<Model>
    let batches: BatchSource

    init() throws {
      adam = Adam(for: model, learningRate: 0.1)
      average = ExponentialMovingAverage(of: model, in: other, decay: 0.5)
      let digits = DigitSet(images: [UInt8](repeating: 1, count: 4 * 784), labels: [0, 1, 2, 3])
      batches = try BatchSource(digits, batchSize: 2, using: RandomStream(key: 3))
    }

    func step(_ step: Int) throws {
      _ = batches.next()
      try adam.minimize(model.loss(step))
      average.update()
    }
  }

  /// Runs a loop of four steps and returns what it lacks.
  private func lacks(
    saving states: (Parts) -> [any TrainingState],
    afterPeriod: (Parts, Int) throws -> Void = { _, _ in },
    step: (Parts, Int) throws -> Void = { try $0.step($1) }
  ) throws -> [String] {
    let parts = try Parts()
    do {
      try lab().train(iterations: 4, period: 2, saving: states(parts), line: 7) { done in
        try step(parts, done)
        return [:]
      } afterPeriod: {
        try afterPeriod(parts, $0)
      }
      return []
    } catch let error as UnsavedChanges {
      #expect(error.line == 7)
      return error.names
    }
  }

  @Test func everythingThatAStepChangesIsMissedByName() throws {
    #expect(try lacks { [$0.model, $0.adam, $0.average, $0.batches] } == [])
    #expect(try lacks { [$0.model, $0.average, $0.batches] } == ["Adam of Model"])
    #expect(try lacks { [$0.model, $0.adam, $0.average] } == ["BatchSource"])
    #expect(
      try lacks { [$0.model, $0.adam, $0.batches, $0.other] } == ["ExponentialMovingAverage<Model>"]
    )
    let variables = ["hidden/mean", "hidden/variance", "hidden/scale", "hidden/offset"]
    #expect(
      try lacks { [$0.adam, $0.average, $0.batches] }
        == (variables + ["logit/weights", "logit/bias"]).map { "Model.\($0)" })
    #expect(try lacks { [$0.model, $0.adam, $0.batches] }.count == 6)
  }

  @Test func whatChangesLateOrBetweenStepsIsMissedToo() throws {
    func states(_ parts: Parts) -> [any TrainingState] { [parts.model, parts.adam, parts.batches] }
    #expect(
      try lacks(saving: states) { parts, done in
        if done == 4 { parts.other.logit.bias?.assign(Tensor([1], repeating: 1)) }
      } step: { parts, step in
        try parts.adam.minimize(parts.model.loss(step))
      } == ["Model.logit/bias"])
    let late = RMSProp(for: Model(), learningRate: 0.1)
    #expect(
      try lacks(saving: states) { parts, step in
        if step > 1 {
          late.descend(late.parameters.map { Tensor($0.value.shape, repeating: 1) })
        }
      }.contains("Model.logit/weights"))
  }

  @Test func whatIsMadeInAStepAndForgottenWithItNeedNotBeSaved() throws {
    let kept = try lacks {
      [$0.model, $0.adam]
    } step: { parts, step in
      try parts.adam.minimize(parts.model.loss(step))
      let passing = Model()
      let optimizer = Adam(for: passing, learningRate: 0.1)
      for step in 0..<3 { try optimizer.minimize(passing.loss(step)) }
    }
    #expect(kept == [])
  }

  @Test func whatIsMadeInAStepAndKeptIsMissed() throws {
    var kept: Model?
    let names = try lacks {
      [$0.model]
    } step: { _, step in
      let model = kept ?? Model()
      kept = model
      _ = model.variables
      model.logit.bias?.assign(Tensor([1], repeating: Float(step)))
    }
    #expect(names == ["Model.logit/bias"])
  }

  /// A state that passes its parts on, and gets another one while it trains.
  private final class Whole: TrainingState {
    var parts: [any TrainingState]
    init(_ parts: [any TrainingState]) { self.parts = parts }
    func exchange(with archive: StateArchive) throws(StateError) {
      for part in parts { try archive.exchange(part) }
    }
  }

  @Test func partsOfASavedStateAreSaved() throws {
    var whole: Whole?
    let names = try lacks {
      let state = Whole([$0.model, $0.adam])
      whole = state
      return [state]
    } step: { parts, step in
      if step == 1 { whole?.parts += [parts.average, parts.batches] }
      try parts.adam.minimize(parts.model.loss(step))
      if step >= 1 {
        parts.average.update()
        _ = parts.batches.next()
      }
    }
    #expect(names == [])
  }

  @Test func theMessageNamesTheLineAndWhatToDo() {
    let error = UnsavedChanges(line: 12, objects: [Model(), Model(), Model(), Model()])
    #expect(
      error.description
        == "`saving` of the training loop in line 12 lacks what its steps change: Model, Model, Model "
        + "and 1 more. Name these networks, optimisers and other states there, so that an interrupted run goes on "
        + "to the same bits")
  }
}
