#if os(Linux)
  import Foundation

  /// A library that stands between a program and the system, for `LD_PRELOAD`.
  public enum PreloadedLibrary {
    /// Compiles a file of `Tests/Portability` with the compiler for C that Swift brings.
    ///
    /// - Throws: `NotCompiled`.
    public static func compile(_ file: String, to path: String) throws {
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "clang", "-shared", "-fPIC", "-O1", "-o", path,
        tests.appending(path: "Portability/\(file)").path, "-ldl",
      ]
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus != 0 { throw NotCompiled(file: file) }
    }

    /// The compiler has refused a file.
    public struct NotCompiled: Error {
      /// The file.
      public let file: String
    }
  }
#endif
