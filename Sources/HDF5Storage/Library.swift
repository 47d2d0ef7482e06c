import CHDF5
import Kernels

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The one door to libhdf5.
///
/// The library may be built without thread safety, and even where it is safe, a call and the error
/// stack it leaves are two operations. So every use stands between `enter()` and `leave()`. The
/// lock is recursive because a `deinit` may close a handle while a call of the same thread goes on.
enum Library {
  private static let mutex = RecursiveMutex()

  /// Runs once, inside the lock. libhdf5 would register an exit handler that flushes and closes
  /// what is still open, while other threads may still be at work; a file that its owner has not
  /// closed is not meant to be saved, so nothing is left to do at exit.
  private static let start: Void = {
    H5dont_atexit()
    H5open()
  }()

  static func enter() {
    mutex.lock()
    start
    // The setting belongs to the thread where the library is thread-safe, so each entry makes it.
    H5Eset_auto2(chdf5_default_error_stack(), nil, nil)
  }

  static func leave() {
    mutex.unlock()
  }

  /// What the call that has just failed says, from the outermost function down to the cause.
  static func errorMessages() -> [String] {
    var messages: [String] = []
    withUnsafeMutablePointer(to: &messages) { pointer in
      _ = H5Ewalk2(
        chdf5_default_error_stack(), H5E_WALK_DOWNWARD,
        { _, entry, context in
          guard let entry, let context else { return 0 }
          let function = entry.pointee.func_name.map { String(cString: $0) } ?? "?"
          let text = entry.pointee.desc.map { String(cString: $0) } ?? "no description"
          context.assumingMemoryBound(to: [String].self).pointee.append("\(function): \(text)")
          return 0
        }, pointer)
    }
    return messages
  }
}

/// A lock that the thread holding it may take again.
private final class RecursiveMutex: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    var attributes = pthread_mutexattr_t()
    let made =
      pthread_mutexattr_init(&attributes) == 0
      && pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE)) == 0
      && pthread_mutex_init(mutex, &attributes) == 0
    require(made, "the system gives no recursive mutex")
    pthread_mutexattr_destroy(&attributes)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
}
