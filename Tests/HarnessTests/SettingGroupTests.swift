import Testing

@testable import Harness
@testable import Notebooks
@testable import Records

@Suite struct SettingGroupTests {
  struct Rates: SettingGroup {
    @Setting("learning rate", article: 1e-4, in: 0...1) var rate = 1e-3
    let schedule = Schedule()
  }

  struct Schedule: SettingGroup {
    @Setting("share of the steps after which the rate falls", in: 0...1) var decayFrom = 0.5
  }

  struct Adversarial: SettingGroup {
    @Setting var iterations: Int
    @Setting("steps of a network in one turn", in: 1...100) var steps = 5
    let rates = Rates()

    init(iterations: Int) {
      _iterations = Setting(
        wrappedValue: iterations, "turns of the networks", smoke: 2, article: 5000, in: 1...100_000)
    }
  }

  /// What notebooks of these tests have in common.
  struct Grouped: Notebook {
    static let name = "grouped"
    static let title = ""
    static let summary = ""
    static let minutes = Minutes(smoke: 0, standard: 1, article: 2)
    static let sourcePath = #filePath
    @Setting("digits in a step") var batchSize = 64
    let training = Adversarial(iterations: 4000)
    @Setting("seed of nothing") var last = 1
    var work: Double { Double(training.iterations) }
    func run(in lab: Lab) throws {}
  }

  struct Ambiguous: Notebook {
    static let name = "ambiguous"
    static let title = ""
    static let summary = ""
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    let training = Adversarial(iterations: 1)
    @Setting("rate of something else") var rate = 1
    func run(in lab: Lab) throws {}
  }

  private func make(_ overrides: String..., profile: Profile = .standard) throws -> Grouped {
    try Grouped.make(
      profile: profile, overrides: overrides.map { try SettingOverride(parsing: $0) })
  }

  @Test func haveTheirSettingsAmongTheNotebooksInTheOrderOfDeclaration() {
    #expect(
      Grouped().settings.map(\.key) == [
        "batchSize", "iterations", "steps", "rate", "decayFrom", "last",
      ])
  }

  @Test func takeProfilesAndValuesFromTheCommandLine() throws {
    #expect(try make().training.iterations == 4000)
    #expect(try make(profile: .smoke).training.iterations == 2)
    #expect(try make(profile: .article).training.rates.rate == 1e-4)
    let notebook = try make("iterations=5", "decayFrom=0.25")
    #expect(notebook.training.iterations == 5)
    #expect(notebook.training.rates.schedule.decayFrom == 0.25)
    let error = #expect(throws: SettingError.self) { try make("iterations=0") }
    #expect(
      error?.description
        == "--set iterations=0: grouped expects a whole number from 1 to 100000")
  }

  @Test func ofTwoNotebooksAreApart() throws {
    let (one, other) = (try make("iterations=5"), try make())
    #expect(one.training.iterations == 5 && other.training.iterations == 4000)
  }

  @Test func countForTheTimeOfARun() throws {
    #expect(abs(Grouped.preset(.standard).minutes(at: .standard) - 1) < 1e-9)
    #expect(abs(try make("iterations=2001").minutes(at: .standard) - 0.5) < 1e-9)
  }

  @Test func areRecordedWithTheirPlace() throws {
    let identity = RunIdentity(
      of: try make("rate=0.5"), seed: 0, profile: .standard, data: "strokes")
    #expect(identity.folder == "grouped@rate=0.5")
    #expect(
      identity.settings.map(\.group) == [
        nil, "training", "training", "training.rates", "training.rates.schedule", nil,
      ])
    #expect(
      identity.settings[3]
        == RecordedSetting(
          key: "rate", description: "learning rate", value: .double(0.5), preset: .double(1e-3),
          article: .double(1e-4), group: "training.rates"))
  }

  @Test func areToldOfInHelpAndList() async throws {
    for arguments in [["help", "grouped"], ["list"]] {
      let (status, transcript) = try await experiments(
        arguments: arguments, notebooks: [Grouped.self])
      #expect(status == 0)
      let keys = ["batchSize", "iterations", "steps", "rate", "decayFrom", "last"]
      let lines = transcript.out.split(separator: "\n").map { $0.drop { $0 == " " } }
        .filter { line in keys.contains { line.hasPrefix("\($0) ") } }
      #expect(lines.map { String($0.prefix { $0 != " " }) } == keys)
      #expect(lines[1].hasPrefix("iterations  2 | 4000 | 5000  turns of the networks (a whole"))
    }
  }

  @Test func ofOneNotebookHaveNoNameInCommon() async throws {
    let (status, transcript) = try await experiments(
      arguments: ["list"], notebooks: [Ring.self, Ambiguous.self])
    #expect(status == 2)
    #expect(
      transcript.err.contains(
        "ambiguous has several settings called rate: training.rates.rate and rate. "
          + "Rename all but one"))
  }
}
