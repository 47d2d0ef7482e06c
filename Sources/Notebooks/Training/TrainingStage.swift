import Checkpoints
import Layers
import Platform
import Records
import Tensors

/// One training loop of a run: saves where it is, and finds its place again after an interruption.
///
/// A run that is resumed does everything before the loop again, which is quick and gives the same bits. It
/// also repeats the loop's first step and compares the parameters, so that a program that would train
/// differently is found out.
final class TrainingStage {
  private let lab: Lab
  private let number: Int
  private let states: [any TrainingState]
  private let networks: [any Network]
  private let line: Int
  /// SHA-256 of the notebook's code, as far as it can change the loop; nil where nothing is saved.
  private let code: String?
  private let changes: ChangeLog

  /// The next training loop of a run.
  ///
  /// - Parameters:
  ///   - lab: the run's.
  ///   - states: what the loop changes.
  ///   - line: the line of the notebook that begins the loop.
  ///   - file: the `#fileID` of that line.
  init(in lab: Lab, saving states: [any TrainingState], line: Int, file: String) {
    self.lab = lab
    self.states = states
    self.line = line
    changes = ChangeLog(saved: StateArchive(saving: states).objects)
    networks = states.compactMap { $0 as? any Network }
    let isInNotebook = lab.record.identity.isSource(file)
    code = lab.checkpoints?.code.sha256(forLoopAt: isInNotebook ? line : nil)
    number = lab.stagesBegun
    lab.stagesBegun += 1
  }

  /// Goes to where an interrupted run was.
  ///
  /// - Parameter firstStep: makes the loop's first step.
  /// - Returns: the checkpoint, or nil where the loop begins at its beginning.
  /// - Throws: `CheckpointRefused` where this run is not the same; what the step throws.
  func resume(firstStep: () throws -> Void) throws -> Checkpoint? {
    lab.link(networks, stage: number, stepsDone: 0)
    guard let checkpoint = lab.checkpoints?.checkpoint(of: number) else { return nil }
    func refusal(_ reason: String) -> CheckpointRefused {
      CheckpointRefused(stage: number, reason: reason)
    }
    if checkpoint.header.code != code { throw refusal("the notebook's code has changed") }
    if checkpoint.header.dataSHA256 != lab.record.dataSHA256 {
      throw refusal("the digits are others")
    }
    do {
      guard var saved = try lab.checkpoints?.record(at: checkpoint) else { return nil }
      // Descriptions of networks are made again on the way to here, and are not journaled.
      saved.architectures = lab.record.architectures
      if saved.chain.count > lab.record.chain.count {
        try firstStep()
        link(after: 1)
      }
      guard saved.chain.starts(with: lab.record.chain) else {
        throw refusal("the first training step gives other bits now")
      }
      try StateArchive.restore(states, from: checkpoint.state)
      lab.record = saved
      lab.follower?.begin(saved)
    } catch let error as StateError {
      throw refusal("the notebook trains other networks now: \(error)")
    } catch let error as Damage {
      throw refusal("\(error)")
    }
    return checkpoint
  }

  /// Calls `body`, which makes all steps, and notices what they change and `states` lack.
  func whileTraining(_ body: () throws -> Void) rethrows {
    try changes.whileTraining(body)
  }

  /// Calls `body`, which pauses, so that a request to end the program waits for a pause.
  func whileSaving(_ body: () throws -> Void) rethrows {
    if lab.checkpoints == nil { try body() } else { try Interruption.whileSaving(body) }
  }

  /// To be called before each step: saves where it is time.
  ///
  /// - Throws: `RecordingError` where the notebook has made a mistake; `UnsavedChanges` where the steps so far have changed what
  ///   is not saved; `Interrupted`, after saving, where the program was asked to end.
  func pause() throws {
    try lab.throwMistake()
    try refuseUnsavedChanges()
    changes.beginStretch()
    let request = lab.checkpoints == nil ? nil : Interruption.request
    if request != nil || lab.checkpoints?.isDue == true { save(isFinished: false) }
    if let request { throw Interrupted(signal: request) }
  }

  /// To be called after each step.
  func link(after stepsDone: Int) {
    if ParameterChain.hasLink(after: stepsDone) {
      lab.link(networks, stage: number, stepsDone: stepsDone)
    }
  }

  /// Refuses infinities and NaNs in what no optimiser moves, such as running means: a training step does not
  /// depend on them.
  func checkVariables() throws(NonFiniteError) {
    for network in networks {
      for variable in network.variables where !variable.parameter.value.isFinite {
        var error = NonFiniteError(
          operation: "the update of \(variable.name)", isGradient: false)
        error.networks = network.name
        throw error
      }
    }
  }

  /// To be called when the loop is done.
  ///
  /// - Throws: as for `pause`.
  func finish() throws {
    try lab.throwMistake()
    try refuseUnsavedChanges()
    save(isFinished: true)
    if lab.checkpoints != nil, let request = Interruption.request {
      throw Interrupted(signal: request)
    }
  }

  private func refuseUnsavedChanges() throws(UnsavedChanges) {
    if changes.unsaved.isEmpty { return }
    // A state may have got more parts since the loop began.
    changes.saved = StateArchive(saving: states).objects
    let unsaved = changes.unsaved.filter { !changes.saved.contains(ObjectIdentifier($0)) }
    if !unsaved.isEmpty { throw UnsavedChanges(line: line, objects: unsaved) }
  }

  private func save(isFinished: Bool) {
    guard let checkpoints = lab.checkpoints, let code else { return }
    checkpoints.save(
      CheckpointStore.Moment(
        stage: number, isFinished: isFinished, code: code,
        state: StateArchive(saving: states).bytes,
        record: lab.record))
  }
}

/// An interrupted run cannot be gone on with; it has to begin a training loop anew.
package struct CheckpointRefused: Error {
  package let stage: Int
  package let reason: String
}

/// A training loop changes what it does not save: gone on with after an interruption, it would end in other bits.
public struct UnsavedChanges: Error, CustomStringConvertible {
  /// The line of the notebook that begins the loop.
  let line: Int
  /// What has changed: `Encoder.mean/weights`, `Adam of Encoder and Decoder`.
  let names: [String]

  init(line: Int, objects: [AnyObject]) {
    self.line = line
    names = objects.map { object in
      switch object {
      case let parameter as Parameter:
        parameter.name ?? "a parameter of shape \(parameter.value.shape) that no network keeps"
      case let optimizer as any Optimizer:
        "\(type(of: optimizer)) of \(optimizer.networks.map(\.name).joined(separator: ", ", last: " and "))"
      default: "\(type(of: object))"
      }
    }
  }

  /// What is missing, and what to do.
  public var description: String {
    let shown = names.prefix(3).joined(separator: ", ")
    let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
    return
      "`saving` of the training loop in line \(line) lacks what its steps change: \(shown)\(rest). Name these networks, "
      + "optimisers and other states there, so that an interrupted run goes on to the same bits"
  }
}
