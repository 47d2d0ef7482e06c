import Checkpoints
import Layers
import Platform
import Records
import Tensors

/// A loop of training steps with a pause after every so many of them, in which the steps' means are logged.
struct TrainingLoop {
  /// Steps in all.
  let steps: Int
  /// Steps between two pauses; there is one at the end, too.
  let period: Int
  /// Steps in one of the units that people count in and that metrics are logged by.
  let stepsInUnit: Int
  /// What one of these is called.
  let unit: String
  /// Whether a clock times the steps; the others make them all.
  var isTimed = true

  /// Goes through the loop.
  ///
  /// - Parameters:
  ///   - states: what the steps change.
  ///   - line: the line of the notebook that begins the loop.
  ///   - file: the `#fileID` of that line.
  ///   - place: says where a step is, for `TrainingError`.
  ///   - step: makes a step, given the number of those before it, and returns numbers to take the means of.
  ///   - afterPeriod: is called at each pause with the number of units done, first with 0.
  ///   - atFrame: is called after it where an animation of training takes a frame.
  func run(
    in lab: Lab, saving states: [any TrainingState], line: Int, file: String,
    place: (_ step: Int) -> String,
    step: (_ stepsDone: Int) throws -> KeyValuePairs<String, Float>,
    afterPeriod: (_ unitsDone: Int) throws -> Void,
    atFrame: (_ unitsDone: Int) throws -> Void
  ) throws {
    try lab.throwMistake()
    lab.stepUnit = unit
    lab.isInLoop = true
    defer { lab.isInLoop = false }
    let frames = FrameSchedule(upTo: (steps + period - 1) / period)
    func pause(after stepsDone: Int) throws {
      try afterPeriod(stepsDone / stepsInUnit)
      if frames.contains((stepsDone + period - 1) / period) { try atFrame(stepsDone / stepsInUnit) }
    }
    let position = LoopPosition(of: steps)
    func take(_ stepsDone: Int, check: () throws -> Void = {}) throws {
      do {
        let numbers = try step(stepsDone)
        if let shortcoming = position.means.shortcoming(of: numbers) {
          lab.misuse(shortcoming, line)
        } else {
          position.means.add(numbers)
        }
        try check()
      } catch let error as NonFiniteError {
        throw TrainingError(place: place(stepsDone), cause: error)
      }
    }
    if isTimed, let clock = lab.clock { try clock.repeatUntilDone { try take($0) } }
    let stage = TrainingStage(in: lab, saving: states + [position], line: line, file: file)
    try stage.whileTraining {
      let checkpoint = try stage.resume { try take(0) }
      if checkpoint?.header.isFinished == true { return }
      let meter = ProgressMeter(
        lab.label("training"), total: steps, done: position.stepsDone, unit: unit,
        partsInUnit: stepsInUnit, to: lab.reporter)
      try stage.whileSaving {
        if checkpoint == nil { try pause(after: 0) }
        while position.stepsDone < steps {
          try stage.pause()
          try take(position.stepsDone) {
            let done = position.stepsDone + 1
            if done == steps || ParameterChain.hasLink(after: done) { try stage.checkVariables() }
          }
          position.stepsDone += 1
          stage.link(after: position.stepsDone)
          let done = position.stepsDone
          let summary = done.isMultiple(of: stepsInUnit) ? position.means.summary : nil
          if done.isMultiple(of: period) || done == steps {
            for (name, mean) in position.means.values {
              lab.log(
                name, mean, step: done / stepsInUnit,
                lab.told[name]?.description
                  ?? "Mean of \(name) over the steps since the last value",
                line: line)
            }
            position.means = RunningMeans()
            try pause(after: done)
          }
          meter.advance(detail: summary)
        }
        try stage.finish()
      }
      meter.finish()
    }
  }
}

/// Where a training loop is.
private final class LoopPosition: TrainingState {
  var stepsDone = 0
  /// Of the steps since the last pause.
  var means = RunningMeans()
  private let steps: Int

  /// The beginning of a loop of so many steps.
  init(of steps: Int) { self.steps = steps }

  func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange("steps done", &stepsDone)
    if !(0...steps ~= stepsDone) {
      throw StateError(expected: "0 to \(steps) steps", found: "\(stepsDone)")
    }
    try means.exchange(with: archive)
  }
}

/// Training became infinite or NaN.
public struct TrainingError: Error, CustomStringConvertible {
  let place: String
  let cause: NonFiniteError

  /// Where it happened, and what usually helps.
  public var description: String {
    "training broke down \(place): \(cause). Try a smaller learning rate, or another seed."
  }
}
