import Digits
import Evaluation
import Foundation
import Platform

extension JudgeStore {
  /// What the anchors of a data set measure: of each that has pictures its figures, those of real digits first. They are read
  /// from their file, or else measured and written to it.
  ///
  /// - Parameters:
  ///   - data: the data set.
  ///   - schedule: how its judge was trained.
  ///   - yardstick: its yardstick, with that judge.
  ///   - reporter: is told what goes on.
  /// - Throws: `NonFiniteError` if the training of a reader breaks down.
  func anchors(
    of data: DigitData, _ schedule: Judge.Schedule, by yardstick: Yardstick,
    reporter: ProgressReporter
  ) throws -> [AnchorFigures] {
    let key = AnchorFile.Key(judge: try key(for: data, schedule), extent: yardstick.extent)
    if let known = anchors[key.judge] { return known }
    let figures = try anchors(key, data, yardstick, at: anchorPath(for: data, schedule), reporter)
    anchors[key.judge] = figures
    return figures
  }

  private func anchors(
    _ key: AnchorFile.Key, _ data: DigitData, _ yardstick: Yardstick, at path: String?,
    _ reporter: ProgressReporter
  ) throws -> [AnchorFigures] {
    guard let path else { return try measured(data, yardstick, reporter) }
    if let stored = stored(at: path, key, reporter) { return stored }
    return try alone(at: path, reporter) {
      // Another process may have measured them meanwhile.
      if let stored = stored(at: path, key, reporter) { return stored }
      let figures = try measured(data, yardstick, reporter)
      save(try AnchorFile.bytes(of: figures, key), at: path, reporter)
      return figures
    }
  }

  private func stored(
    at path: String, _ key: AnchorFile.Key, _ reporter: ProgressReporter
  ) -> [AnchorFigures]? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    if let anchors = AnchorFile.anchors(in: Array(bytes), key) { return anchors }
    reporter.message("anchors: \(path) is damaged or of another version; measuring anew")
    unlink(path)
    return nil
  }

  private func measured(
    _ data: DigitData, _ yardstick: Yardstick, _ reporter: ProgressReporter
  ) throws -> [AnchorFigures] {
    defer { reporter.clear() }
    return try timed {
      try Anchor.allCases.compactMap { anchor in
        let name = anchor.name(in: data)
        reporter.live("anchors of \(data.name): measuring \(name)")
        return try yardstick.figures(of: anchor, in: data).map { AnchorFigures(name: name, $0) }
      }
    }
  }
}
