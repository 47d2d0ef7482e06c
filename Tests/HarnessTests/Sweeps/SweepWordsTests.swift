import Platform
import Records
import Testing

@testable import Harness
@testable import Notebooks

/// What the words of a sweep mean: seeds, values and the order of its runs.
@Suite struct SweepWordsTests {
  @Test(
    arguments: [
      ("0..<5", [0, 1, 2, 3, 4]), ("0...4", [0, 1, 2, 3, 4]), ("0,3,7", [0, 3, 7]),
      ("7,0", [0, 7]), ("9", [9]),
      ("5...6,0..<2", [0, 1, 5, 6]), ("9223372036854775807", [9_223_372_036_854_775_807]),
    ] as [(String, [UInt64])])
  func seedsAreReadInManyForms(word: String, seeds: [UInt64]) {
    #expect(SeedList(word)?.seeds == seeds)
  }

  @Test(arguments: [
    "", ",", "0,", "0,0", "0..<0", "4...0", "0..5", "a", "-1", "0...", "1.5", "0..<3,2",
    "9223372036854775808",
    "0..<10001", "0...9223372036854775807", "0,1...10000",
  ])
  func whatIsNoListOfSeedsIsRefused(word: String) async throws {
    #expect(SeedList(word) == nil)
    let (status, transcript) = try await experiments("sweep", "ring", "--seeds", word)
    #expect(status == 64)
    #expect(transcript.err.contains("as in 0...4, 0,3,7 or '0..<5'"), "\(transcript.err)")
  }

  @Test(arguments: [
    ("1", ["1"]), ("1,2", ["1", "2"]), ("", [""]), ("a\\,b,c", ["a,b", "c"]), ("a\\b", ["a\\b"]),
    ("a\\", ["a\\"]),
  ])
  func commasSeparateValues(list: String, texts: [String]) {
    #expect(SweepAxis.texts(in: list) == texts)
  }

  /// The folders of the runs of a sweep, in their order.
  private func folders(_ words: String...) async throws -> [String] {
    let (status, transcript) = try await experiments(
      arguments: ["sweep"] + words + ["--dry-run", "--output", "/tmp/nowhere-\(words.count)"],
      notebooks: [Ring.self, Fails.self])
    try #require(status == 0, "\(transcript.err)")
    return transcript.out.split(separator: "\n").dropLast().map {
      String($0.split(separator: " ", omittingEmptySubsequences: true)[1])
    }
  }

  @Test func theOrderOfTheRunsDependsOnWhatIsSweptAlone() async throws {
    let expected = [
      "ring@points=7,moon=true", "ring@seed=3,points=7,moon=true", "ring@points=10,moon=true",
      "ring@seed=3,points=10,moon=true", "fails", "fails@seed=3",
    ]
    #expect(
      try await folders(
        "ring", "fails", "--seeds", "0,3", "--set", "points=7,10", "--set", "moon=true") == expected
    )
    #expect(
      try await folders(
        "fails", "ring", "--seeds", "3,0", "--set", "moon=yes", "--set", "points=1_0,7") == expected
    )
    #expect(try await folders("all", "--seeds", "1") == ["ring@seed=1", "fails@seed=1"])
    // What is said of one notebook beats what is said of all.
    #expect(
      try await folders("ring", "--seeds", "0", "--set", "ring.points=7", "--set", "points=8,9")
        == ["ring@points=7"])
  }

  @Test(arguments: [
    (["ring", "--set", "points=5,5"], "--set points=5,5: 5 is there twice"),
    (["ring", "--set", "moon=yes,true"], "--set moon=yes,true: true is there twice"),
    (
      ["ring", "--set", "points=5,1"], "--set points=1: ring expects a whole number from 2 to 1000"
    ),
    (["ring", "--set", "points=5,"], "--set points=: ring expects a whole number"),
    (["ring", "--set", "point=5"], "Did you mean \"points\"?"),
    (["ring", "fails", "--set", "ring.words=5"], "ring has no such setting"),
    (["rign"], "Did you mean \"ring\"?"),
    (["ring", "--seed", "1"], "Did you mean '--seeds'?"),
    (["ring", "--jobs", "0"], "expected a whole number from 1 to 1024"),
    (["ring", "--task", "5"], "--task 5: the runs have the numbers from 0 to 4"),
    (["ring", "--task", "1", "--status"], "--status and --task: choose one"),
    (["ring", "--output", ""], "--output \"\": expected a path"),
    (["ring", "--profile", "smok"], "Did you mean \"smoke\"?"),
    (["ring", "--slurm", "--slurm-time", "soon"], "--slurm-time soon: expected a time"),
    (["ring", "--slurm", "--slurm-memory", "much"], "--slurm-memory much: expected a size"),
    (["ring", "--manifest", "0"], "make the script anew with --slurm"),
    (
      ["ring", "--seeds", "0..<10000", "--set", "points=2,3,4,5,6,7,8,9,10,11,12"],
      "a sweep has at most 100000 runs"
    ),
  ])
  func wrongUsageEndsWith64AndSaysWhatIsRight(words: [String], message: String) async throws {
    let (status, transcript) = try await experiments(
      arguments: ["sweep"] + words, notebooks: [Ring.self, Fails.self])
    #expect(status == 64)
    #expect(transcript.err.contains(message), "\(transcript.err)")
  }

  private func identity(_ seeds: [UInt64], _ axes: [(String, [Scalar])] = []) -> SweepIdentity {
    SweepIdentity(
      notebook: "vae", title: "", data: "mnist", profile: .standard, seeds: seeds,
      axes: axes.map { SweepIdentity.Axis(key: $0, values: $1) })
  }

  @Test func aSweepHasAFolderThatTellsItFromOthers() {
    #expect(identity([0, 1, 2, 3, 4]).folder == "mnist/sweeps/vae@seed=0-4")
    #expect(identity([0, 3, 7, 8]).folder == "mnist/sweeps/vae@seed=0+3+7-8")
    let rates = ("learningRate", [Scalar.double(3e-4), .double(1)])
    #expect(identity([2], [rates]).folder == "mnist/sweeps/vae@seed=2,learningRate=0.0003+1")
    let one = identity([0], [("words", [.string("a+b")])]).folder
    let two = identity([0], [("words", [.string("a"), .string("b")])]).folder
    #expect(one != two && two == "mnist/sweeps/vae@seed=0,words=a+b")
    #expect(one.hasPrefix("mnist/sweeps/vae@seed=0,words=a+b,"))
  }

  @Test func threadsAreSharedOut() {
    #expect(SweepRunner.shares(of: 8, among: 3) == [3, 3, 2])
    #expect(SweepRunner.shares(of: 2, among: 4) == [1, 1, 1, 1])
    #expect(SweepRunner.shares(of: 2, among: 1) == [2])
  }
}

/// What a process of the program writes to its standard error, read as a person would see it.
@Suite struct MessageReaderTests {
  @Test func linesThatStayAreToldFromTheLiveOne() {
    var reader = MessageReader()
    let bytes = Array(
      "\rvae: 1/3\u{1B}[K\r\u{1B}[2A\u{1B}[Jvae: 2/3 ä\u{1B}[K\r\u{1B}[Kdone\nnext".utf8)
    #expect(reader.take(bytes) == ["done"])
    #expect(reader.live == "next")
  }

  @Test func bytesMayBeCutAnywhere() {
    let bytes = Array("\r██ ä\u{1B}[K\r\u{1B}[Kone\ntwo\n\rthree\u{1B}[K".utf8)
    for cut in bytes.indices {
      var reader = MessageReader()
      let lines = reader.take(Array(bytes[..<cut])) + reader.take(Array(bytes[cut...]))
      #expect(lines == ["one", "two"] && reader.live == "three")
    }
  }

  /// A shell would read a file called 5.
  @Test func examplesCanBeTypedAsTheyStand() {
    for text in [SweepCommand.configuration.discussion, Experiments.configuration.discussion] {
      #expect(text.contains("sweep vae --seeds 0...4"))
      #expect(!text.contains("<"))
    }
  }
}
