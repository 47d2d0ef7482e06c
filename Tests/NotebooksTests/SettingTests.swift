import Testing

@testable import Notebooks
@testable import Records

@Suite struct SettingTests {
  enum Loss: String, CaseIterable, SettingValue { case saturating, nonSaturating }

  struct Settable: Notebook {
    static let name = "settable"
    static let title = ""
    static let summary = ""
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    @Setting("passes", smoke: 1, article: 1000, in: 1...5000) var epochs = 60
    @Setting("step size", article: 1e-4) var learningRate = 1e-3
    @Setting("slope", in: 0...1) var slope: Float = 0.3
    @Setting("whether to clip") var clips = false
    @Setting("kind of loss") var loss = Loss.saturating
    @Setting("words") var words = "a"
    func run(in lab: Lab) throws {}
  }

  private func make(_ overrides: String..., profile: Profile = .standard) throws -> Settable {
    try Settable.make(
      profile: profile, overrides: overrides.map { try SettingOverride(parsing: $0) })
  }

  @Test func areFoundInTheOrderOfTheirDeclaration() {
    #expect(
      Settable().settings.map(\.key) == [
        "epochs", "learningRate", "slope", "clips", "loss", "words",
      ])
  }

  @Test func haveAValueForEveryProfile() throws {
    #expect(try make(profile: .smoke).epochs == 1)
    #expect(try make().epochs == 60)
    #expect(try make(profile: .article).epochs == 1000)
    #expect(try make(profile: .smoke).learningRate == 1e-3)
    #expect(try make(profile: .article).learningRate == 1e-4)
  }

  @Test func takeValuesOfEveryTypeFromTheCommandLine() throws {
    let notebook = try make(
      "epochs=5_00", "learningRate=2.5e-4", "slope=0.1", "clips=yes", "loss=nonSaturating",
      "words=a=b.c")
    #expect(notebook.epochs == 500)
    #expect(notebook.learningRate == 2.5e-4)
    #expect(notebook.slope == 0.1)
    #expect(notebook.clips)
    #expect(notebook.loss == .nonSaturating)
    #expect(notebook.words == "a=b.c")
  }

  @Test func changeInACopyAlone() throws {
    let notebook = try make("epochs=5")
    let variant = notebook.variant { $0.epochs = 7 }
    #expect(notebook.epochs == 5 && variant.epochs == 7)
    #expect(variant.settings.first?.setting.scalar == .int(7))
  }

  @Test func ofTwoNotebooksAreApart() throws {
    let first = try make("epochs=5")
    let second = try make()
    #expect(first.epochs == 5 && second.epochs == 60)
  }

  @Test func logAFloatAsItWasWritten() throws {
    #expect(try make("slope=0.1").settings[2].setting.scalar == .double(0.1))
  }

  @Test(arguments: [
    ("epochs=0", "--set epochs=0: settable expects a whole number from 1 to 5000"),
    ("epochs=2.5", "--set epochs=2.5: settable expects a whole number from 1 to 5000"),
    ("learningRate=nan", "--set learningRate=nan: settable expects a number"),
    ("clips=maybe", "--set clips=maybe: settable expects true or false"),
    ("loss=hinge", "--set loss=hinge: settable expects saturating or nonSaturating"),
    (
      "epoch=5",
      "--set epoch: settable has no such setting. Did you mean \"epochs\"? "
        + "Its settings: epochs, learningRate, slope, clips, loss, words"
    ),
    ("epochs", "--set epochs: expected key=value, as in --set epochs=5"),
    ("=5", "--set =5: expected key=value, as in --set epochs=5"),
  ])
  func refuseWhatTheyCannotTake(override: String, message: String) {
    let error = #expect(throws: SettingError.self) { try make(override) }
    #expect(error?.description == message)
  }

  @Test func forOneNotebookBeatOnesForAllWhateverTheirOrder() throws {
    let texts = ["settable.epochs=5", "epochs=6", "slope=0.5"]
    let overrides = try SettingOverride.all(parsing: texts)
    #expect(overrides.map(\.text) == ["epochs=6", "slope=0.5", "settable.epochs=5"])
    #expect(try Settable.make(profile: .standard, overrides: overrides).epochs == 5)
  }

  @Test func canBeMeantForOneNotebook() throws {
    let override = try SettingOverride(parsing: "vae.epochs=5")
    #expect(override == SettingOverride(notebook: "vae", key: "epochs", value: "5"))
  }
}
