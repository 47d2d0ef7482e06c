import Foundation

/// Where the program keeps what it would otherwise have to fetch or compute again.
public enum CacheFolder {
  /// The folder `name` in `experiments` in `$XDG_CACHE_HOME`, which is `~/.cache` unless it is set to an absolute
  /// path. It need not be there.
  public static func path(
    _ name: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    var base = environment["XDG_CACHE_HOME"] ?? ""
    if !base.hasPrefix("/") {
      let home = environment["HOME"] ?? ""
      base = (home.isEmpty ? NSHomeDirectory() : home) + "/.cache"
    }
    return "\(base)/experiments/\(name)"
  }
}
