import Digits
import Evaluation
import Kernels
import Platform
import Records
import Tensors

extension JudgeStore {
  /// The name of the judge among the notebooks whose networks can be exported.
  package static let name = "judge"

  /// The judge of a data set as the record of a notebook that has saved it: the network `judge` from `pictures`, pixels in [0, 1], to
  /// its 64 features and the logits of the labels.
  ///
  /// - Throws: `ResultsError` where no judge is kept, for none is trained here.
  package func record(
    of data: DigitData, _ profile: Profile, reporter: ProgressReporter
  ) throws -> RunRecord {
    guard
      let judge = try storedJudge(
        for: data, profile == .smoke ? .smoke : .standard, reporter: reporter)
    else {
      throw ResultsError(
        "export", "the judge of \(data.name)", "none is kept in the user's cache",
        hint: "run a notebook that measures samples of these digits, such as vae")
    }
    let identity = RunIdentity(
      notebook: Self.name, title: "Judge", summary: "A reader of digits that measures samples",
      seed: 0, profile: profile, data: data.name, sourceName: "", settings: [])
    let lab = Lab(
      record: RunRecord(identity: identity, source: "", dataSHA256: data.sha256),
      workers: Workers(), reporter: reporter
    ) { data }
    lab.save(judge.savedNetwork, as: Self.name, taking: ["pictures": [judge.shape.size]]) {
      let (features, logits) = judge.outputs(of: $0[0])
      return ["features": features, "logits": logits]
    }
    return lab.record
  }
}
