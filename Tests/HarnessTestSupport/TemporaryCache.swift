import Foundation

/// Where this process and those that it starts keep judges, away from the user's: the first that needs one trains it. It
/// goes away with this process.
package let temporaryCache: String = {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "experiments-cache-\(getpid())").path
  setenv("XDG_CACHE_HOME", path, 1)
  atexit { try? FileManager.default.removeItem(atPath: temporaryCache) }
  return path
}()
