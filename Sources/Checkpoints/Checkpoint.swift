/// Where a run stood at some moment: a sealed file.
package struct Checkpoint: Equatable {
  /// What the file says of itself.
  package struct Header: Codable, Equatable {
    let key: RunKey
    /// Counts the checkpoints of a run.
    let number: Int
    /// Counts the training loops of a run.
    let stage: Int
    /// Whether the loop is done.
    package let isFinished: Bool
    /// SHA-256 of the notebook's code, as far as it could have changed the loop.
    package let code: String
    /// SHA-256 of the data set; nil where the run has used none so far.
    package let dataSHA256: String?
    /// How many frames of the journal make the record of that moment.
    let frames: Int
    /// The last of these frames' digests, which covers all of them.
    let journal: String
  }

  package let header: Header
  /// What a `StateArchive` took down.
  package let state: [UInt8]

  private static let title = "checkpoint"

  /// The file's bytes.
  func file() throws -> [UInt8] {
    try SealedFile(header: header, body: state).bytes(title: Self.title)
  }

  /// Reads a file.
  ///
  /// - Throws: `Damage` unless every byte is as it was written.
  init(file bytes: [UInt8]) throws(Damage) {
    let file = try SealedFile<Header>(bytes, title: Self.title)
    self.init(header: file.header, state: file.body)
  }

  init(header: Header, state: [UInt8]) {
    self.header = header
    self.state = state
  }
}
