import Checkpoints
import Digits
import Kernels
import Platform
import Records

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
  /// The first mistake that the notebook has made in recording.
  package var mistake: RecordingError?
  let reporter: ProgressReporter
  let judges: JudgeStore
  /// Where training loops save; nil for a run that cannot be resumed.
  let checkpoints: CheckpointStore?
  /// Times the steps of training; nil for a run that is to leave results.
  let clock: StepClock?
  /// The number of training loops so far.
  var stagesBegun = 0
  private let loadDigits: () throws -> DigitData

  package init(
    record: RunRecord, workers: Workers, reporter: ProgressReporter,
    judges: JudgeStore = JudgeStore(), checkpoints: CheckpointStore? = nil,
    clock: StepClock? = nil,
    digits: @escaping () throws -> DigitData
  ) {
    self.profile = record.identity.profile
    self.workers = workers
    self.record = record
    self.reporter = reporter
    self.judges = judges
    self.checkpoints = checkpoints
    self.clock = clock
    self.loadDigits = digits
  }
}

extension Lab {
  /// The digits that the command line chose, read or drawn at the first call.
  ///
  /// At the smoke profile take a prefix: the sets always come whole.
  ///
  /// - Throws: What reading the data set throws; `DataError` where it has too few digits to measure anything;
  ///   `RecordingError` where the notebook has made a mistake before.
  public func digits() throws -> DigitData {
    try throwMistake()
    let digits = try loadDigits()
    try digits.check()
    record.dataSHA256 = digits.sha256
    return digits
  }

  /// The random stream of this name.
  ///
  /// Its key is the first eight bytes, the lowest first, of the SHA-256 of: the seed as eight bytes,
  /// the lowest first; the notebook's name in UTF-8; a zero byte; the stream's name in UTF-8. So a
  /// new stream or another order of draws changes no other stream.
  public func stream(_ name: String) -> RandomStream {
    RandomStream(
      key: Self.streamKey(
        seed: record.identity.seed, notebook: record.identity.notebook, name: name))
  }

  static func streamKey(seed: UInt64, notebook: String, name: String) -> UInt64 {
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: seed >> (8 * $0)) }
    bytes += Array(notebook.utf8) + [0] + Array(name.utf8)
    return Digest.bytes(of: bytes).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// What is being done, for a line of progress: `vae: training`.
  func label(_ activity: String) -> String { "\(record.identity.notebook): \(activity)" }
}
