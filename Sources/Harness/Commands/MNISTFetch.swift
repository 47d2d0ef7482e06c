import Digits
import Platform
import Synchronization
import Tensors

/// The download of MNIST with its progress on standard error.
struct MNISTFetch {
  let console: Console

  /// Fetches what the cache folder lacks.
  ///
  /// - Throws: `DigitsError` where no mirror has a file, `ResultsError` where the system allows too few threads.
  func run() async throws {
    // The library that downloads waits for ever for a thread that cannot be made.
    guard ThreadPool(threads: 16).count == 16 else {
      throw ResultsError(
        "download", DataChoice.mnist.word, "the system allows too few threads",
        hint: "raise the limits of processes and of memory: ulimit -u, ulimit -v")
    }
    let shownTenth = Mutex<[String: Int]>([:])
    let console = console
    try await MNISTDownload().fetch { event in
      switch event {
      case .present(let file): console.err("\(file): there already\n")
      case .began(let file, let mirror, let have):
        console.err("\(file): from \(mirror)\(have > 0 ? ", after \(have) bytes" : "")\n")
      case .received(let file, let have, let size):
        let tenth = have * 10 / max(1, size)
        let isNew = shownTenth.withLock { $0.updateValue(tenth, forKey: file) != tenth }
        if isNew, size > 1 << 20 { console.err("\(file): \(tenth * 10)% of \(size) bytes\n") }
      case .failed(let file, let mirror, let error):
        console.err("\(file): \(mirror) failed: \(error)\n")
      case .finished(let file): console.err("\(file): complete\n")
      }
    }
  }
}
