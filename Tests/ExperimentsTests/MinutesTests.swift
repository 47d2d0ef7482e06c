import Foundation
import Synchronization
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records
@testable import experiments

@Suite struct MinutesTests {
  private struct Listed: Decodable {
    let name: String
    let minutes: [String: Double]
  }

  @Test func ofTheListAreThoseOfTheReadme() async throws {
    let output = Output()
    let status = await Harness.run(
      catalogue, arguments: ["list", "--json"],
      console: Console(out: output.add, err: { _ in }), sources: .embedded)
    #expect(status == 0)
    let listed = try JSONDecoder().decode([Listed].self, from: Data(output.text.utf8))
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").drop { !$0.hasPrefix("| notebook | `smoke`") }
      .dropFirst(2).prefix { $0.hasPrefix("|") }
    #expect(rows.count == listed.count)
    for (row, notebook) in zip(rows, listed) {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells[0] == "`\(notebook.name)`")
      #expect(
        cells.dropFirst().map { Double($0) }
          == ["smoke", "standard", "article"].map { notebook.minutes[$0] })
    }
  }

  @Test(arguments: catalogue.map { $0.name })
  func ofTheProfilesAreThoseThatAreDeclared(name: String) throws {
    let type = try #require(catalogue.first { $0.name == name })
    for profile in Profile.allCases {
      let minutes = type.preset(profile).minutes(at: profile)
      #expect(abs(minutes - type.minutes[profile]) < 1e-9 * minutes, "\(profile)")
    }
  }

  @Test(arguments: [
    ("swirl", "densePoints", 10_000_000, 0.11), ("autoencoders", "epochs", 30, 5),
    ("manifolds", "epochs", 40, 1.8), ("vae", "epochs", 120, 1.2),
    ("vae", "epochs", 10_000, 95), ("cvae", "trainingDigits", 30_000, 0.32),
    ("cvae", "toyEpochs", 10_000, 1.27), ("mlp-gan", "epochs", 50, 0.4),
    ("gan", "turns", 6400, 2.6), ("cgan", "batchSize", 256, 8.3),
    ("vae-gan", "iterations", 15_000, 10), ("vae-gan", "cvaeEpochs", 10_000, 190),
  ])
  func growWithTheSettings(name: String, key: String, value: Int, minutes: Double) throws {
    let type = try #require(catalogue.first { $0.name == name })
    let notebook = try type.make(
      profile: .standard, overrides: [SettingOverride(key: key, value: "\(value)")])
    let expected = notebook.minutes(at: .standard)
    #expect(expected > 0.8 * minutes && expected < 1.25 * minutes, "\(expected)")
  }
}

/// What a program has written.
private final class Output: Sendable {
  private let pieces = Mutex("")

  var text: String { pieces.withLock { $0 } }

  @Sendable func add(_ piece: String) { pieces.withLock { $0 += piece } }
}
