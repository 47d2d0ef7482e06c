import Layers
import Records

extension Lab {
  /// Trains a discriminator and a generator in turns, and logs means over each period: the discriminator's loss at the end of either's
  /// turn, `loss/discriminators-turn` and `loss/generators-turn`; the generator's own at the end of its turn, `loss/generator`; and the
  /// lengths of the turns, `steps/discriminator` and `steps/generator`. Losses are in nats.
  ///
  /// Resumes, refuses and saves as the other loops; networks and optimisers of both turns are saved.
  ///
  /// - Parameters:
  ///   - turns: how often each is at its turn.
  ///   - period: how many turns the means are taken over.
  ///   - states: what else the steps change: the source of batches, averages of parameters.
  ///   - discriminator: the discriminator's turn, which comes first.
  ///   - generator: the generator's turn.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  ///   - atFrame: is called with the number of turns done when an animation of training takes a frame, first with 0 before training.
  /// - Throws: `TrainingError` at the first infinity or NaN, `UnsavedChanges`; whatever the closures throw.
  public func train(
    turns: Int, period: Int, saving states: [any TrainingState], discriminator: Turn,
    generator: Turn,
    line: Int = #line, file: String = #fileID, atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    describe(
      [
        "loss/discriminators-turn":
          "Discriminator's loss at the end of its turn, mean over a period",
        "loss/generators-turn":
          "Discriminator's loss at the end of the generator's turn, mean over a period",
        "loss/generator": "Generator's loss at the end of its turn, mean over a period",
      ], unit: "nats", line: line)
    describe(
      [
        "steps/discriminator": "Steps of the discriminator in a turn, mean over a period",
        "steps/generator": "Steps of the generator in a turn, mean over a period",
      ], line: line)
    try train(
      iterations: turns, period: period, saving: discriminator.states + generator.states + states,
      line: line, file: file
    ) { done in
      discriminator.setLearningRates(after: done)
      generator.setLearningRates(after: done)
      let discriminating = try take(discriminator, as: .discriminator)
      let generating = try take(generator, as: .generator)
      return [
        "loss/discriminators-turn": discriminating.losses.watched,
        "loss/generators-turn": generating.losses.watched,
        "loss/generator": generating.losses.minimized,
        "steps/discriminator": Float(discriminating.count),
        "steps/generator": Float(generating.count),
      ]
    } atFrame: {
      try atFrame($0)
    }
  }

  /// Trains two adversaries in turns, one of several such contests in a notebook, and logs means over each period of the losses that
  /// their steps returned last: `<name>/discriminator` and `<name>/generator`.
  ///
  /// - Parameters:
  ///   - turns: as for the other loop.
  ///   - period: as for the other loop.
  ///   - name: the group of the metrics.
  ///   - states: as for the other loop.
  ///   - discriminator: as for the other loop; its steps return losses of their own.
  ///   - generator: the same.
  ///   - units: the units of both losses; empty for pure numbers, such as differences of scores.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  ///   - afterPeriod: is called with the number of turns done, first with 0 before training.
  ///   - atFrame: is called after it when an animation of training takes a frame.
  /// - Throws: as the other loop.
  public func train(
    turns: Int, period: Int, losses name: String,
    units: (discriminator: String, generator: String) = ("nats", "nats"),
    saving states: [any TrainingState], discriminator: Turn, generator: Turn, line: Int = #line,
    file: String = #fileID,
    afterPeriod: (_ turnsDone: Int) throws -> Void = { _ in },
    atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    describe(
      ["\(name)/discriminator": "Discriminator's loss at the end of its turn, mean over a period"],
      unit: units.discriminator, line: line)
    describe(
      ["\(name)/generator": "Generator's loss at the end of its turn, mean over a period"],
      unit: units.generator, line: line)
    try train(
      iterations: turns, period: period, unit: "turn",
      saving: discriminator.states + generator.states + states, line: line, file: file
    ) { done in
      discriminator.setLearningRates(after: done)
      generator.setLearningRates(after: done)
      return [
        "\(name)/discriminator": try take(discriminator, as: .discriminator).losses.minimized,
        "\(name)/generator": try take(generator, as: .generator).losses.minimized,
      ]
    } afterPeriod: {
      try afterPeriod($0)
    } atFrame: {
      try atFrame($0)
    }
  }

  /// Makes the steps of a turn.
  ///
  /// - Returns: how many there were, and the losses of the last.
  private func take(
    _ turn: Turn, as adversary: Adversary
  ) throws -> (count: Int, losses: Turn.Losses) {
    var losses: Turn.Losses = (0, 0)
    let (count, _) = try repeatStep(
      of: adversary, atMost: turn.limit, until: { turn.goal.isReached(by: $0) }
    ) {
      losses = try turn.step()
      return losses.watched
    }
    return (count, losses)
  }

  /// Shows what training in turns has logged: a picture of the discriminator's loss at the end of either's turn and of the generator's
  /// own, one of the lengths of the turns, the metric `loss/discriminator`, and a warning where one side has won.
  ///
  /// - Parameters:
  ///   - limit: the greatest number of steps in a turn.
  ///   - guessing: the loss of a discriminator that cannot tell: log 2 for the mean cross-entropy. Then the generator's loss
  ///     −E log D(G(z)) is the same.
  ///   - line: the line of the notebook that begins the loop. What `run(in:)` does below it does not count as a change
  ///     of the loop when an interrupted run goes on.
  ///   - file: the `#fileID` of that line.
  public func showTurns(
    limit: Int, guessing: Double = 0.693, line: Int = #line, file: String = #fileID
  ) {
    plot(
      "losses",
      "The discriminator's loss at the end of either turn, and the generator's own, means over a period",
      [
        "loss/discriminators-turn": "discriminator, its turn",
        "loss/generators-turn": "discriminator, generator's turn",
        "loss/generator": "generator",
      ],
      guides: [.init("guessing", at: guessing)], title: "Losses", x: "iteration",
      y: PlotAxis("nats", -2...3), line: line, file: file)
    plot(
      "steps", "Steps in a turn, means over a period",
      ["steps/discriminator": "discriminator", "steps/generator": "generator"],
      title: "Steps", x: "iteration", y: PlotAxis("steps in a turn", 0...Double(limit)), line: line,
      file: file)
    metric(
      "loss/discriminator", of: "loss/discriminators-turn",
      "Discriminator's loss over the last period; guessing has \(guessing.short)", line: line,
      file: file)
    warnOfFailure(
      discriminators: ["loss/generators-turn"], turns: ["steps/discriminator", "steps/generator"],
      limit: limit, line: line, file: file)
  }
}
