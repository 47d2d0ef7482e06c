import Checkpoints
import Digits
import Evaluation
import Foundation
import Layers
import Platform

/// The training of a judge that may be interrupted, in a hidden file beside the judge that it will become.
struct JudgeTrainingFile {
  let path: String
  let key: JudgeFile.Key

  private static let title = "judge training"

  /// Takes down where `training` is.
  func save(_ training: JudgeTraining) throws {
    let file = SealedFile(header: key, body: StateArchive(saving: [training]).bytes)
    try Files.makeFolder((path as NSString).deletingLastPathComponent)
    try Files.replace(path, with: file.bytes(title: Self.title))
  }

  /// Brings a training that has not begun to where an interrupted one was, if there is one of this key.
  ///
  /// - Throws: `Damage` where the file cannot be used; `training` is then as new.
  func restore(
    _ training: JudgeTraining, _ data: DigitData, _ schedule: Judge.Schedule
  ) throws(Damage) {
    guard let bytes = FileManager.default.contents(atPath: path) else { return }
    let file = try SealedFile<JudgeFile.Key>(Array(bytes), title: Self.title)
    guard file.header == key else { throw .unreadable }
    do throws(StateError) {
      // First into another one: half of a state must not remain.
      try StateArchive.restore([JudgeTraining(on: data, schedule)], from: file.body)
      try StateArchive.restore([training], from: file.body)
    } catch {
      throw .unreadable
    }
  }

  /// Takes the file away.
  func remove() { unlink(path) }
}
