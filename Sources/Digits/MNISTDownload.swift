import Hashing
import Foundation

/// The download of MNIST's four files, which can be stopped and taken up again.
///
/// Each file grows as `NAME.part` and gets its name only after its SHA-256 has been found right. The
/// mirrors are asked in order; what one has sent counts when the next is asked for the rest.
public struct MNISTDownload: Sendable {
  /// What happens during a download.
  public enum Event: Sendable, Equatable {
    /// The file is there already.
    case present(file: String)
    /// A mirror is asked for the file, or for what follows the bytes that are there.
    case began(file: String, mirror: String, have: Int)
    /// Bytes have come; `have` of `size` are there now.
    case received(file: String, have: Int, size: Int)
    /// A mirror failed; the next one, if any, will be asked.
    case failed(file: String, mirror: String, error: DigitsError)
    /// The file is complete, its SHA-256 right, and in its place.
    case finished(file: String)
  }

  /// Folders on the web that hold the files, in the order in which they are asked.
  public let mirrors: [String]
  /// The files to fetch.
  public let files: [MNIST.Download]
  /// Seconds that a mirror may stay silent.
  public let timeout: Int

  /// Describes a download; without arguments that of MNIST from its usual mirrors.
  public init(
    mirrors: [String] = MNIST.mirrors, files: [MNIST.Download] = MNIST.downloads,
    timeout: Int = 30
  ) {
    self.mirrors = mirrors
    self.files = files
    self.timeout = timeout
  }

  /// Fetches what the folder lacks; makes the folder if need be.
  ///
  /// Files with the right SHA-256 stay, others of these names are replaced. When the task is
  /// cancelled, what has come so far stays for the next time.
  public func fetch(
    into folder: String = MNIST.cacheFolder(),
    progress: @escaping @Sendable (Event) -> Void = { _ in }
  ) async throws(DigitsError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DigitsError(
        "make the folder for a download", folder, found: error.localizedDescription,
        remedy: "Choose a folder that you may write to.")
    }
    for file in files {
      let goal = "\(folder)/\(file.name)"
      if isComplete(goal, file) {
        progress(.present(file: file.name))
      } else {
        try await fetch(file, to: goal, progress: progress)
        progress(.finished(file: file.name))
      }
    }
  }

  /// Asks one mirror after the other.
  private func fetch(
    _ file: MNIST.Download, to goal: String, progress: @escaping @Sendable (Event) -> Void
  ) async throws(DigitsError) {
    var failures: [DigitsError] = []
    for mirror in mirrors {
      // Trouble with the part file is the same for every mirror, so it ends the download.
      let part = try PartFile(path: goal + ".part", size: file.size)
      defer { part.close() }
      progress(.began(file: file.name, mirror: mirror, have: part.length))
      do throws(DigitsError) {
        let address = "\(mirror)/\(file.name)"
        if part.length < file.size {
          try await Transfer(from: address, to: part, timeout: timeout) { have in
            progress(.received(file: file.name, have: have, size: file.size))
          }.run()
        }
        try part.finish(sha256: file.sha256, source: address, goal: goal)
        return
      } catch {
        if Task.isCancelled { throw error }
        failures.append(error)
        progress(.failed(file: file.name, mirror: mirror, error: error))
      }
    }
    throw DigitsError(
      "download \(file.name)", goal,
      found: failures.map { "\($0.subject): \($0.found)" }.joined(separator: "; "),
      remedy: "Check the network and run the same command again: it goes on where it stopped. Or "
        + "put the file there yourself, or use `--data FOLDER`.")
  }

  private func isComplete(_ path: String, _ file: MNIST.Download) -> Bool {
    // A file that cannot be read is one to be replaced.
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return SHA256.hash(content).hexadecimal == file.sha256
  }
}
