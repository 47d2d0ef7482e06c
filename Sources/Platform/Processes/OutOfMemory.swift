import Foundation

/// What happens when the system gives no more memory.
///
/// Nothing can be thrown then: the runtime says how much it wanted and aborts. Here that ends in a line for people and
/// the exit code for trouble, as the program's fault it is not. What a run has saved and what is unfinished stays as
/// after a kill.
package enum OutOfMemory {
  /// Begins to listen.
  package static func install() {
    sigaction(SIGABRT, nil, &usualAction)
    signal(SIGABRT) { _ in
      // The allocator sets it, and nothing between its failure and here does otherwise.
      guard errno == ENOMEM else {
        // Another reason: what was to happen happens when the handler is left.
        sigaction(SIGABRT, &usualAction, nil)
        raise(SIGABRT)
        return
      }
      let text: StaticString = """
        experiments: out of memory; choose a smaller batchSize with --set, or raise the limit (ulimit -v); the same \
        command goes on from the last checkpoint, if there is one

        """
      _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(ExitStatus.trouble)
    }
  }
}

/// What an abort did before.
private nonisolated(unsafe) var usualAction = sigaction()
