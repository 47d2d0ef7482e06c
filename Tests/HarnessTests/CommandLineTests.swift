import ArgumentParser
import Digits
import Testing

@testable import Harness
@testable import Platform
@testable import Records

@Suite struct CommandLineTests {
  @Test(arguments: [
    (["rign"], "no command or notebook \"rign\". Did you mean \"ring\"?"),
    (["rnu"], "Did you mean \"run\"?"),
    (["run", "rings"], "no notebook \"rings\". Did you mean \"ring\"? There are: ring, fails"),
    (
      ["ring", "--profile", "smok"],
      "no profile \"smok\". Did you mean \"smoke\"? There are: smoke, standard, article"
    ),
    (["ring", "--data", "mnsit"], "no data \"mnsit\". Did you mean \"mnist\"?"),
    (
      ["ring", "--set", "point=5"],
      "--set point: ring has no such setting. Did you mean \"points\"?"
    ),
    (
      ["all", "--set", "rings.points=5"],
      "no notebook among those that run \"rings\". Did you mean \"ring\"?"
    ),
    (["all", "--set", "nothing=5"], "ring or fails has no such setting."),
    (["ring", "--set", "points=1"], "ring expects a whole number from 2 to 1000"),
    (["ring", "--threads", "0"], "'--threads <threads>': expected a whole number from 1 to 1024"),
    (["ring", "--threads", "-1"], "expected a whole number from 1 to 1024"),
    (["verify", "--threads", "x"], "expected a whole number from 1 to 1024"),
    (["bench", "--threads", "-1"], "expected a whole number from 1 to 1024"),
    (
      ["ring", "--seed", "-1"],
      "The value '-1' is invalid for '--seed <seed>': "
        + "expected a whole number from 0 to 9223372036854775807"
    ),
    (["ring", "--seed", "9223372036854775808"], "expected a whole number from 0 to"),
    (["ring", "--seed", "1.5"], "expected a whole number from 0 to"),
    (["ring", "--seed", "--json"], "The value '--json' is invalid for '--seed <seed>'"),
    (["ring", "--profil", "smoke"], "Did you mean '--profile'?"),
    (["run"], "Missing expected argument '<name> ...'"),
    (["data", "strokes", "--fetch"], "--fetch: only mnist can be downloaded"),
    (["ring", "--set", "=5"], "--set =5: expected key=value, as in --set epochs=5"),
    (["ring", "--set", ".points=5"], "--set .points=5: expected key=value"),
    (["ring", "--set", "ring.=5"], "--set ring.=5: expected key=value"),
    (["ring", "--set", "points="], "--set points=: ring expects a whole number from 2 to 1000"),
    (["ring", "--set", "points=5=6"], "--set points=5=6: ring expects a whole number"),
    (
      ["ring", "--set", "points=\(String(repeating: "9", count: 100_000))"],
      "--set points=\(String(repeating: "9", count: 60))…: ring expects a whole number"
    ),
    (
      ["ring", "--set", "points=5", "--set", "moon=true", "--set", "points=6"],
      "--set points=5 and --set points=6: choose one"
    ),
    (["help", "rign"], "no command or notebook \"rign\". Did you mean \"ring\"?"),
    (["help", "lsit"], "Did you mean \"list\"?"),
    (["-q", "ring"], "\"-q\" stands before ring: options come after it"),
    (["--profile", "smoke", "all"], "\"--profile\" stands before all: options come after it"),
    (["--nothing"], "Unknown option '--nothing'"),
    (["list", "--profile", "smoke"], "Unknown option '--profile'"),
    (["all", "ring"], "Unexpected argument 'ring'"),
    (["ring", "--profile", "Smoke"], "Did you mean \"smoke\"?"),
    (["ring", "--data", ""], "no data \"\". There are: strokes, mnist"),
    ([""], "no command or notebook \"\". Commands: all"),
    (["\u{1B}[31mred\n"], "no command or notebook \"\u{FFFD}[31mred \". Commands: all"),
    (
      [String(repeating: "vae", count: 40_000)],
      "\"\(String(repeating: "vae", count: 20))…\". Commands: all"
    ),
    (["data", "nowhere"], "no data \"nowhere\". There are: strokes, mnist"),
  ])
  func wrongUsageEndsWith64AndListsWhatIsValid(arguments: [String], message: String) async throws {
    let transcript = Transcript()
    let status = await Harness.run(
      [Ring.self, Fails.self], arguments: arguments, console: transcript.console(),
      sources: .ofTests)
    #expect(status == 64)
    #expect(transcript.err.contains(message), "\(transcript.err)")
    #expect(transcript.out.isEmpty)
  }

  /// What a script's unset variable leaves would mean the root of the file system, or the current folder.
  @Test(arguments: [
    (["all"], "--output"), (["run", "ring"], "--output"), (["ring"], "--output"),
    (["render", "ring"], "--output"), (["verify"], "--output"), (["diff"], "--output"),
    (["bisect", "a", "b", "--metric", "c"], "--output"), (["diff"], "--html"),
    (["diff"], "--pictures"), (["data", "strokes"], "--export"),
  ])
  func anEmptyPathIsWrongUsage(words: [String], option: String) async throws {
    let (status, transcript) = try await experiments(
      arguments: words + [option, ""], notebooks: [Ring.self])
    #expect(status == 64)
    #expect(transcript.err.contains("\(option) \"\": expected a path; is a variable not set?"))
    #expect(
      try await experiments(arguments: words + ["\(option)="], notebooks: [Ring.self]).status == 64)
  }

  @Test func tellsWithoutArgumentsWhatCanBeDone() async throws {
    let transcript = Transcript()
    let status = await Harness.run(
      [Ring.self, Fails.self], arguments: [], console: transcript.console(), sources: .ofTests)
    #expect(status == 0)
    #expect(transcript.out.contains("EXAMPLES:\n  experiments list"))
    #expect(transcript.out.contains("  ring   A ring\n"))
    #expect(transcript.err.isEmpty)
    for words in [["--help"], ["-h"], ["help"], ["help", "--help"], ["help", "help"]] {
      let (status, help) = try await experiments(
        arguments: words, notebooks: [Ring.self, Fails.self])
      #expect(status == 0 && help.out == transcript.out && help.err.isEmpty, "\(words)")
    }
  }

  @Test(arguments: Experiments.configuration.subcommands.map { $0._commandName })
  func helpsWithEveryCommand(command: String) async throws {
    let (status, help) = try await experiments(command, "--help")
    #expect(status == 0 && help.err.isEmpty)
    #expect(help.out.contains("USAGE: experiments \(command)"))
    for words in [["help", command], ["--help", command]] {
      let (status, same) = try await experiments(arguments: words, notebooks: [Ring.self])
      #expect(status == 0 && same.out == help.out)
    }
  }

  @Test(arguments: [
    ["ring", "--help"], ["run", "ring", "-h"], ["help", "ring"], ["-h", "ring"],
  ])
  func helpsWithANotebookAndItsSettings(words: [String]) async throws {
    let (status, transcript) = try await experiments(
      arguments: words, notebooks: [Ring.self, Fails.self])
    #expect(status == 0 && transcript.err.isEmpty)
    #expect(transcript.out.contains("USAGE: experiments run"))
    #expect(
      transcript.out.hasSuffix(
        """

        NOTEBOOK ring: A ring
          Every kind of output.

        SETTINGS OF ring, at smoke | standard | article:
          points  20 | 50 | 50  points that are drawn (a whole number, from 2 to 1000)
          moon    false  whether the claim about the moon is made (true or false)


        """))
  }

  /// A terminal has 80 columns, unless somebody has made it wider; an example in two rows cannot be copied.
  @Test(arguments: [Experiments.self] + Experiments.configuration.subcommands)
  func examplesFitAnEightyColumnTerminal(command: any ParsableCommand.Type) throws {
    let lines = command.configuration.discussion.split(separator: "\n")
    let examples = lines.drop { $0 != "EXAMPLES:" }.dropFirst()
    let help = Experiments.helpMessage(for: command, columns: 80).split(separator: "\n")
    for example in examples { #expect(help.contains(example), "\(example)") }
  }

  @Test(arguments: [["--version"], ["ring", "--version"], ["all", "-q", "--version"]])
  func tellsItsVersion(words: [String]) async throws {
    let (status, transcript) = try await experiments(
      arguments: words, notebooks: [Ring.self, Fails.self])
    #expect(status == 0 && transcript.err.isEmpty)
    let lines = transcript.out.split(separator: "\n")
    #expect(lines[0] == "experiments \(ProgramVersion.number)")
    #expect(lines[1] == "  compiler  Swift \(Provenance.compiler)")
    #expect(
      ["avx512", "avx2", "scalar", "neon"].contains(lines[2].dropFirst("  vectors   ".count)))
  }

  @Test func takesAllForEveryNotebook() async throws {
    let folder = try TemporaryFolder()
    let words = ["-q", "--output", folder.path]
    let (status, _) = try await experiments(
      arguments: ["run", "ring", "all"] + words, notebooks: [Ring.self, Trains.self])
    #expect(status == 0)
    for command in ["render", "verify"] {
      let (status, transcript) = try await experiments(
        arguments: [command, "all"] + words, notebooks: [Ring.self, Trains.self])
      #expect(status == 0)
      for name in ["ring", "trains"] { #expect(transcript.out.contains("strokes/\(name)")) }
    }
  }

  @Test func listsNotebooksWithTheirSettings() async throws {
    let (status, transcript) = try await experiments("list")
    #expect(status == 0)
    #expect(
      transcript.out.hasPrefix(
        """
        ring: A ring
          Every kind of output
          takes: smoke 0.6 s, standard 1.2 s, article 1.8 s
          points  20 | 50 | 50  points that are drawn (a whole number, from 2 to 1000)
          moon    false  whether the claim about the moon is made (true or false)

        fails: Trouble
          Always fails
          takes: smoke 0.6 s, standard 0.6 s, article 0.6 s
          words  no luck  what to say (a text)

        Times are those of two cores of an AMD EPYC (Zen 5, AVX-512), without the \
        minute that trains the judge of a data set and measures anchors once. This machine takes about 
        """))
    let (_, json) = try await experiments("list", "--json")
    let entries: [JSON] = try JSON.decode(json.out)
    #expect(entries.count == 2)
  }

  @Test func exportsADataSetThatReadsBackTheSame() async throws {
    let folder = try TemporaryFolder()
    let digits = DigitSet(images: [UInt8](repeating: 51, count: 3 * 784), labels: [0, 1, 1])
    let data = DigitData(name: "three", train: digits, test: digits)
    try data.export(to: "\(folder.path)/three")
    let (status, transcript) = try await experiments(
      "data", "\(folder.path)/three", "--export", "\(folder.path)/copy")
    #expect(status == 0)
    #expect(
      transcript.out == """
        three
          training  3 digits of 28×28, mean grey 0.2, per label 1 2
          test      3 digits of 28×28, mean grey 0.2, per label 1 2
          SHA-256   \(data.sha256)
        exported to \(folder.path)/copy

        """)
    let copy = try DigitData(contentsOf: "\(folder.path)/copy")
    #expect(copy.sha256 == data.sha256)
  }

  @Test func aBrokenDataSetIsOneMessage() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments("data", folder.path)
    #expect(status == 2)
    #expect(transcript.err.hasPrefix("experiments: "))
    #expect(transcript.err.split(separator: "\n").count == 1)
  }

  @Test func rendersOnlyWhatHasALog() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments("render", "ring", "--output", folder.path)
    #expect(status == 2)
    #expect(
      transcript.err == "experiments: could not render \(folder.path)/strokes/ring: "
        + "there is no log.h5; run the notebook first\n")
    #expect(folder.files().isEmpty)
  }

  @Test func aMessageIsOneSentenceWhateverItQuotes() {
    let error = ResultsError("run", "git", "git cannot be executed.", hint: "install git")
    #expect(error.description == "could not run git: git cannot be executed; install git")
  }

  @Test func knowsAProcessorThatCannotRunIt() {
    let flags = "processor\t: 0\nmodel name\t: Old One\nflags\t\t: fpu sse2 avx fma\n"
    #expect(
      Processor.shortcoming(of: flags)
        == "this processor has no AVX2: the program needs x86-64 with AVX2 and FMA "
        + "(Intel since 2013, AMD since 2015), or arm64")
    #expect(Processor.shortcoming(of: flags.replacing("avx ", with: "avx avx2 ")) == nil)
    #expect(Processor.shortcoming(of: "") == nil)

    let older = flags.replacing("avx ", with: "avx avx2 ")
    let wide = Processor.shortcoming(of: older, needsAVX512: true)
    #expect(wide?.contains("EXPERIMENTS_VECTORS=avx2") == true)
    let newer = older.replacing("avx ", with: "avx avx512vl ")
    #expect(Processor.shortcoming(of: newer, needsAVX512: true) == nil)
  }
}
