import Checkpoints
import Digits
import Kernels
import Platform
import Records
import Tensors

/// What a running notebook works with: its random streams, its data, its workers, and the record that
/// it fills.
///
/// Every recording call notes the line of the source that made it, which is where the report shows it;
/// a helper that records for a notebook passes its caller's `line` and `file` on.
public final class Lab {
  /// How much work to do.
  public let profile: Profile
  /// The threads that kernels run on.
  public let workers: Workers
  /// What the run has left so far.
  public internal(set) var record: RunRecord
  /// Metrics that samples were to be measured by and that do not apply to the data.
  var inapplicableMetrics: Set<String> = []
  /// The first mistake that the notebook has made in recording.
  package var mistake: RecordingError?
  let reporter: ProgressReporter
  let judges: JudgeStore
  /// Where training loops save; nil for a run that cannot be resumed.
  let checkpoints: CheckpointStore?
  /// Times the steps of training; nil for a run that is to leave results.
  let clock: StepClock?
  /// Is told how the record grows.
  let follower: (any RecordFollower)?
  /// What the newest training loop counts in: `epoch`.
  var stepUnit = "epoch"
  /// Whether a training loop goes on, so that steps are counted in its unit.
  var isInLoop = false
  /// What the notebook has told of series, by their names.
  var told: [String: (description: String, unit: String)] = [:]
  /// The size of the images that the command line chose; MNIST's until ``digits(labels:images:)`` has been called.
  /// Recording calls that are given images take them to be of this size unless they are told another one.
  public internal(set) var imageShape = ImageShape.digit
  /// The tensors of saved networks by their paths in the log.
  var savedTensors: [(path: String, tensor: Tensor)] = []
  /// The number of training loops so far.
  var stagesBegun = 0
  let loadDigits: () throws -> DigitData
  let loadDomain: (String) throws -> DigitData

  package init(
    record: RunRecord, workers: Workers, reporter: ProgressReporter,
    judges: JudgeStore = JudgeStore(), checkpoints: CheckpointStore? = nil,
    clock: StepClock? = nil, follower: (any RecordFollower)? = nil,
    domain: @escaping (String) throws -> DigitData = { throw DataError(undeclared: $0) },
    digits: @escaping () throws -> DigitData
  ) {
    self.profile = record.identity.profile
    self.workers = workers
    self.record = record
    self.reporter = reporter
    self.judges = judges
    self.checkpoints = checkpoints
    self.clock = clock
    self.follower = follower
    self.loadDigits = digits
    self.loadDomain = domain
    follower?.begin(record)
  }
}

extension Lab {
  /// The random stream of this name.
  ///
  /// Its key is `RandomStream.key(seed:notebook:name:)`. So a new stream or another order of draws changes no other
  /// stream.
  public func stream(_ name: String) -> RandomStream {
    RandomStream(
      key: RandomStream.key(
        seed: record.identity.seed, notebook: record.identity.notebook, name: name))
  }

  /// What is being done, for a line of progress: `vae: training`.
  func label(_ activity: String) -> String { "\(record.identity.notebook): \(activity)" }
}
