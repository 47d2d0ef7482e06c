import Foundation
import Synchronization
import Testing

/// A notebook at smoke size that nothing interrupted: what several tests compare with is made once.
final class WholeRun: Sendable {
  static let vae = WholeRun("vae"), swirl = WholeRun("swirl")

  private let notebook: String
  /// The folder of the results and of what the program wrote beside them; it goes away with this process.
  private let path: String
  private let isMade = Mutex(false)

  private init(_ notebook: String) {
    self.notebook = notebook
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "experiments-whole-\(notebook)-\(getpid())").path
  }

  /// The folder of the results. The first call runs the notebook.
  func folder() throws -> String {
    let results = "\(path)/results"
    try isMade.withLock { isMade in
      if isMade { return }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      atexit {
        for run in [WholeRun.vae, .swirl] { try? FileManager.default.removeItem(atPath: run.path) }
      }
      let program = try Program(notebook, output: results, threads: 2)
      try #require(program.end() == 0, "\(program.complaints)")
      isMade = true
    }
    return results
  }
}
