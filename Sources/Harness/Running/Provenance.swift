import Foundation
import Notebooks
import Platform
import Records

/// `provenance.json`: where, when and with what a run was made. None of it may change a bit of the
/// results, so it stands apart from them and git ignores it.
struct Provenance: Codable, Equatable, Sendable {
  let host: String
  let system: String
  let processor: String
  let threads: Int
  /// The compiler that built the program.
  let swift: String
  /// The commit of the program's sources, with `-dirty` where they differ; nil outside a repository.
  @NullWhenNil private(set) var commit: String?
  /// SHA-256 of the library's sources.
  let librarySHA256: String
  /// When the run began, in UTC.
  let start: String
  let seconds: Double
  /// The seconds without those that trained the judge, which is done once for a data set; nil for a run that went
  /// on from an interruption. They tell how long another run would take.
  let ownSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case host, system, processor, threads, swift, commit, start, seconds
    case librarySHA256 = "library_sha256"
    case ownSeconds = "own_seconds"
  }

  init(
    threads: Int, start: Date, seconds: Double, ownSeconds: Double?, sources: ProgramSources,
    commit: String?
  ) {
    let process = ProcessInfo.processInfo
    host = process.hostName
    system = process.operatingSystemVersionString
    processor = Processor.name
    self.threads = threads
    swift = Self.compiler
    self.commit = commit
    librarySHA256 = sources.librarySHA256
    self.start = start.formatted(.iso8601)
    self.seconds = (seconds * 10).rounded() / 10
    self.ownSeconds = ownSeconds.map { ($0 * 10).rounded() / 10 }
  }

  /// The text of the file.
  func text() throws -> String { try JSON(encoding: self).pretty }

  static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}

/// The sources that the running program was built from, where they are still at hand.
struct Checkout: Sendable {
  /// The folder of the package.
  let root: String

  /// The package that this file was compiled in.
  static let own = Checkout(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path)

  /// What git says of the package; nil where there is no git, no repository, or no answer within three seconds.
  func commit() -> String? {
    let described = try? Git(folder: root).run(
      ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"], limit: .seconds(3))
    guard let described, described.isSuccess else { return nil }
    return described.text
  }
}
