import Kernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Workers {
  /// Lets every thread try out its arithmetic.
  ///
  /// - Throws: `ArithmeticError` where one does not round as all promises about bits need it.
  public func checkArithmetic() throws(ArithmeticError) {
    let begun = Atomic<Int>(0)
    let fault = Mutex<String?>(nil)
    run(count) { _ in
      if let found = ArithmeticMode.fault(one: 1) { fault.withLock { $0 = found } }
      // No thread takes a second task while one has none.
      begun.add(1, ordering: .releasing)
      while begun.load(ordering: .acquiring) < count { sched_yield() }
    }
    if let fault = fault.withLock({ $0 }) { throw ArithmeticError(fault: fault) }
  }
}

/// A thread that does not compute as IEEE 754 does by default.
public struct ArithmeticError: Error, CustomStringConvertible {
  let fault: String

  /// What was found and what to do.
  public var description: String {
    "this process computes in a mode that changes results: \(fault). A library that was loaded into it must "
      + "have set that: look at LD_PRELOAD"
  }
}
