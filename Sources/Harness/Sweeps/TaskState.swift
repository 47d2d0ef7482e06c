import Checkpoints
import Digits
import Platform
import Records

/// How a run of a sweep is, as its files tell: the same for whoever looks, while one or several processes work on it.
enum TaskState: Equatable {
  /// The results are there.
  case done
  /// A process is at work on it, and says this of how far it is.
  case running(String)
  /// It failed when it was last tried.
  case failed(String)
  /// It was interrupted, and can go on.
  case interrupted
  case waiting

  /// Looks at the files of a run.
  ///
  /// - Parameters:
  ///   - read: reads another data set that the notebook names.
  /// - Throws: What reading data throws.
  init(
    of task: SweepTask, digits: () throws -> DigitData, domain read: (String) throws -> DigitData
  ) throws {
    var plan = task.plan
    if let note = GoalLock.note(on: plan.goal) {
      self = .running(note)
      return
    }
    try plan.readDomains(read)
    if try Freshness.matching(plan, digits: digits) != nil {
      self = .done
    } else if let message = FailureNote.read(plan.goal) {
      self = .failed(message)
    } else {
      self = Files.exists(CheckpointStore.folder(for: plan.goal)) ? .interrupted : .waiting
    }
  }

  /// One word.
  var word: String {
    switch self {
    case .done: "done"
    case .running: "running"
    case .failed: "failed"
    case .interrupted: "interrupted"
    case .waiting: "waiting"
    }
  }

  /// What there is to say besides.
  var detail: String {
    switch self {
    case .running(let text), .failed(let text): text
    case .done, .interrupted, .waiting: ""
    }
  }
}
