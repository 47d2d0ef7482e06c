import Digits
import Kernels
import Layers

extension Lab {
  /// Trains for some epochs over a set of digits, each a permutation of its own, and logs the mean of
  /// every number that the steps return.
  ///
  /// A run that is killed goes on within the loop when it is started again. For that the harness saves
  /// `states` every twenty seconds. What comes before the loop is done again. What `run(in:)` does after the loop may be changed
  /// meanwhile; for that, a function that trains for it passes the line of its caller on.
  ///
  /// - Parameters:
  ///   - optimizers: what moves the networks in the steps; these and their networks are saved.
  ///   - digits: what to train on.
  ///   - batchSize: digits in a step; an incomplete last batch is dropped.
  ///   - epochs: how often to go through the digits.
  ///   - states: what else one step changes and another one needs: averages of parameters, and other things with a memory. A variable
  ///     that every step sets anew, for `afterEpoch` to read, need not be there. A parameter that was there before the step has to
  ///     be, even so.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  ///   - step: does one step and returns its losses, named as in the log. Their means over an epoch
  ///     become metrics at the number of epochs done.
  ///   - afterEpoch: is called with the number of epochs done, first with 0 before training.
  ///   - atFrame: is called after it when an animation of training takes a frame: often at first, then ever more rarely.
  /// - Throws: `TrainingError` at the first infinity or NaN, `DataError` if there are too few digits, `UnsavedChanges`
  ///   where steps change parameters, optimisers or sources of batches that `states` lack; whatever the closures throw.
  public func train(
    _ optimizers: any Optimizer..., on digits: DigitSet, batchSize: Int, epochs: Int,
    saving states: [any TrainingState] = [], line: Int = #line, file: String = #fileID,
    step: (Batch) throws -> KeyValuePairs<String, Float>,
    afterEpoch: (_ epochsDone: Int) throws -> Void = { _ in },
    atFrame: (_ epochsDone: Int) throws -> Void = { _ in }
  ) throws {
    let batches = try BatchSource(digits, batchSize: batchSize, using: stream("order"))
    let stepsInEpoch = digits.count / batchSize
    let loop = TrainingLoop(
      steps: epochs * stepsInEpoch, period: stepsInEpoch, stepsInUnit: stepsInEpoch, unit: "epoch")
    let moved = optimizers.flatMap { $0.networks as [any TrainingState] + [$0] }
    try loop.run(in: self, saving: moved + states + [batches], line: line, file: file) {
      stepsDone in
      "in epoch \(stepsDone / stepsInEpoch + 1) at step \(stepsDone)"
    } step: { _ in
      try step(batches.next())
    } afterPeriod: {
      try afterEpoch($0)
    } atFrame: {
      try atFrame($0)
    }
  }

  /// Trains for some epochs over examples that are no digits, such as points of the plane, each epoch a permutation of its own, and logs
  /// the mean over each epoch of every number that the steps return.
  ///
  /// Saves and resumes as the training on digits does. `bench` does not time it.
  ///
  /// - Parameters:
  ///   - optimizers: what moves the networks in the steps; these and their networks are saved.
  ///   - examples: how many there are, as many as a batch has at least.
  ///   - batchSize: examples in a step; an incomplete last batch is dropped.
  ///   - epochs: how often to go through the examples.
  ///   - order: what the permutations are drawn from.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  ///   - step: does one step with the examples of these indices and returns its losses, named as in the log.
  ///   - atFrame: is called with the number of epochs done when an animation of training takes a frame, first with 0 before training.
  /// - Throws: `TrainingError` at the first infinity or NaN, `UnsavedChanges` as for digits; whatever the closures throw.
  public func train(
    _ optimizers: any Optimizer..., examples: Int, batchSize: Int, epochs: Int,
    order: RandomStream, line: Int = #line, file: String = #fileID,
    step: (_ indices: ArraySlice<Int32>) throws -> KeyValuePairs<String, Float>,
    atFrame: (_ epochsDone: Int) throws -> Void = { _ in }
  ) throws {
    var order = EpochOrder(of: examples, batchSize: batchSize, using: order)
    let stepsInEpoch = order.stepsInEpoch
    let loop = TrainingLoop(
      steps: epochs * stepsInEpoch, period: stepsInEpoch, stepsInUnit: stepsInEpoch, unit: "epoch",
      isTimed: false)
    let moved = optimizers.flatMap { $0.networks as [any TrainingState] + [$0] }
    try loop.run(in: self, saving: moved, line: line, file: file) { stepsDone in
      "in epoch \(stepsDone / stepsInEpoch + 1) at step \(stepsDone)"
    } step: { stepsDone in
      try step(order.batch(ofStep: stepsDone).indices)
    } afterPeriod: { _ in
    } atFrame: {
      try atFrame($0)
    }
  }

  /// Trains for some iterations of a loop that takes its batches itself, and logs the mean of every number
  /// that they return.
  ///
  /// - Parameters:
  ///   - iterations: how often to go through the loop.
  ///   - period: how many iterations the means are taken over.
  ///   - unit: what an iteration is called in progress, animations and messages; the plural has an s.
  ///   - states: everything that one iteration changes and another one needs: networks, optimisers, sources of batches.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  ///   - iteration: is given the number of iterations before it, and returns its losses and counts, named as in
  ///     the log. Their means over a period become metrics at the number of iterations done.
  ///   - afterPeriod: is called with the number of iterations done, first with 0 before training.
  ///   - atFrame: is called after it when an animation of training takes a frame: often at first, then ever more rarely.
  /// - Throws: `TrainingError` at the first infinity or NaN, `UnsavedChanges` as the other `train`; whatever the closures
  ///   throw.
  public func train(
    iterations: Int, period: Int, unit: String = "iteration", saving states: [any TrainingState],
    line: Int = #line, file: String = #fileID,
    iteration: (_ iterationsDone: Int) throws -> KeyValuePairs<String, Float>,
    afterPeriod: (_ iterationsDone: Int) throws -> Void = { _ in },
    atFrame: (_ iterationsDone: Int) throws -> Void = { _ in }
  ) throws {
    let loop = TrainingLoop(steps: iterations, period: period, stepsInUnit: 1, unit: unit)
    try loop.run(in: self, saving: states, line: line, file: file) { stepsDone in
      "in \(unit) \(stepsDone + 1)"
    } step: {
      try iteration($0)
    } afterPeriod: {
      try afterPeriod($0)
    } atFrame: {
      try atFrame($0)
    }
  }
}
