#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// A system that refuses what programs usually get, by a library that stands between the program and it.
  @Suite(.serialized) struct RefusalTests {
    private static let noLocks = "it has no locks: begin no second run with the same results"
    private static let noWaiting =
      "it does not tell when files are on the disk: a power cut may take them"

    /// Network disks without locks, mounted disks of Windows, and those of virtual machines and clusters.
    @Test(arguments: [
      ("flock=\(ENOSYS),chmod=\(EPERM),fsync-folder=\(EOPNOTSUPP),renameat2=\(EINVAL)", true, true),
      ("flock=\(ENOLCK),fsync=\(EINVAL),fsync-folder=\(ENOSYS),renameat2=\(ENOSYS)", true, true),
      ("flock=\(EOPNOTSUPP)", true, false), ("fsync=\(ENOTSUP)", false, true),
      ("chmod=\(EPERM),renameat2=\(ENOTSUP)", false, false),
    ])
    func whatAFileSystemCannotDoIsDoneWithoutAndSaidOnce(
      refused: String, saysLocks: Bool, saysWaiting: Bool
    ) async throws {
      try await withTemporaryFolder { folder in
        let output = "\(folder)/refused"
        // A first run, and one that replaces its results.
        for _ in 1...2 {
          let program = try Self.program(["swirl"], output: output, refused)
          #expect(program.end() == 0, "\(program.complaints)")
          let lines = program.complaints.split(separator: "\n")
          #expect(lines.count == (saysLocks || saysWaiting ? 1 : 0), "\(program.complaints)")
          #expect(program.complaints.contains(Self.noLocks) == saysLocks)
          #expect(program.complaints.contains(Self.noWaiting) == saysWaiting)
        }
        try expectSameFiles(
          "\(try WholeRun.swirl.folder())/strokes-smoke/swirl", "\(output)/strokes-smoke/swirl")
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(output)/strokes-smoke")
        #expect(left == ["swirl"])
      }
    }

    /// A failure of the disk is none of these.
    @Test func aDiskThatFailsIsFoundOutBeforeTheWork() async throws {
      try await withTemporaryFolder { folder in
        for refused in ["fsync=\(EIO)", "fsync-folder=\(EIO)"] {
          let program = try Self.program(["swirl"], output: "\(folder)/results", refused)
          #expect(program.end() == 2)
          #expect(program.complaints.contains("Input/output error"))
          #expect(!FileManager.default.fileExists(atPath: "\(folder)/results/strokes-smoke"))
        }
      }
    }

    @Test func withFewerThreadsTheBytesAreTheSame() async throws {
      try await withTemporaryFolder { folder in
        let refused = "\(folder)/refused"
        // The one that listens for signals, and one more.
        let program = try Self.program(["vae", "--threads", "8"], output: refused, "thread=11:2")
        #expect(program.end() == 0, "\(program.complaints)")
        try expectSameFiles(try WholeRun.vae.folder(), refused)
        #expect(
          program.complaints
            == "experiments: the system allows 2 of 8 threads; the results are the same, only later\n"
        )
      }
    }

    @Test func withoutAnyThreadItIsSaidWhatIsMissing() async throws {
      try await withTemporaryFolder { folder in
        let program = try Self.program(["swirl"], output: "\(folder)/results", "thread=11")
        #expect(program.end() == 2)
        #expect(
          program.complaints
            == "experiments: could not make a thread that listens for signals: Resource temporarily "
            + "unavailable; raise the limits of processes and of memory: ulimit -u, ulimit -v\n")
      }
    }

    @Test func aGitThatDoesNotAnswerKeepsNoResultsBack() async throws {
      try await withTemporaryFolder { folder in
        let git = "\(folder)/git"
        try Data("#!/bin/sh\nexec sleep 1000\n".utf8).write(to: URL(filePath: git))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: git)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let output = "\(folder)/results"
        let program = try Program(
          "swirl", output: output, threads: 1, environment: ["PATH": "\(folder):\(path)"])
        #expect(program.end() == 0, "\(program.complaints)")
        let provenance = try String(
          contentsOfFile: "\(output)/strokes-smoke/swirl/provenance.json", encoding: .utf8)
        #expect(provenance.contains("\"commit\": null"), "\(provenance)")
      }
    }

    /// Starts the program at smoke size.
    private static func program(
      _ words: [String], output: String, _ refused: String
    ) throws -> Program {
      let library = "\(output).so"
      try PreloadedLibrary.compile("preload/refusals.c", to: library)
      return try Program(
        words + ["--profile", "smoke", "--quiet", "--output", output], output: output,
        environment: ["LD_PRELOAD": library, "REFUSE": refused])
    }
  }
#endif
