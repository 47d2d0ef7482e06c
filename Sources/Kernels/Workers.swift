/// Runs independent tasks, possibly on several threads.
///
/// A kernel splits its *outputs* into tasks whose number and size depend on shapes alone, and every
/// task writes its own outputs, so the bits do not depend on who runs what when. This base class
/// runs the tasks one after the other on the calling thread; subclasses add threads.
open class Workers: @unchecked Sendable {
  /// Makes a serial runner.
  public init() {}

  /// The number of tasks that may run at the same time.
  open var count: Int { 1 }

  /// Calls `body(i)` once for every `i` in `0..<tasks`, in any order and on any thread, and
  /// returns when all calls have returned.
  open func run(_ tasks: Int, _ body: (Int) -> Void) {
    for task in 0..<tasks { body(task) }
  }
}
