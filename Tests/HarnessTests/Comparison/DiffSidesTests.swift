import Foundation
import Testing

@testable import Platform

/// Which sides words mean, and what is said where there is nothing to compare.
@Suite struct DiffSidesTests {
  @Test func wordsThatMeanNothing() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    let (status, out, err) = await clone.experiments("diff", "HEAD", "goldne")
    #expect(status == 64 && out.isEmpty)
    #expect(
      err
        == "experiments: no commit, folder or notebook \"goldne\". Did you mean \"golden\"? "
        + "There are: ring, golden\n")
    for word in ["HEAD~7", "nowhere", "HEAD^{tree}x", ":/no such subject", "^HEAD", "^"] {
      #expect(await clone.experiments("diff", word).status == 64, "\(word)")
      let (status, _, err) = await clone.experiments("diff", "\(word)..HEAD")
      #expect(status == 2 && err.contains("there is no such commit; see git log"), "\(word)")
    }
    // Words like options never reach git as options.
    #expect(await clone.experiments("diff", "--all").status == 64)
    let (dashed, _, message) = await clone.experiments("diff", "--", "--output=/tmp/x")
    #expect(dashed == 64 && message.contains("no commit, folder or notebook \"--output=/tmp/x\""))
  }

  @Test func rangesInTheMannerOfGit() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Base")
    try clone.git("switch", "--quiet", "--create", "topic")
    try clone.write(Golden(loss: 1.25))
    try clone.commit("Topic")
    try clone.git("switch", "--quiet", "main")
    try clone.write(Golden(accuracy: 0.75))
    try clone.commit("Main")
    let two = await clone.experiments("diff", "main..topic").out
    #expect(two.contains("    loss ") && two.contains("    accuracy "))
    let three = await clone.experiments("diff", "main...topic").out
    #expect(three.contains("    loss ") && !three.contains("    accuracy "))
    let open = await clone.experiments("diff", "topic...").out
    #expect(open.contains("    accuracy ") && !open.contains("    loss "))
  }

  @Test func aNotebookNamedLikeACommit() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.git("branch", "golden")
    let (status, _, err) = await clone.experiments("diff", "golden")
    #expect(status == 64)
    #expect(
      err
        == "experiments: \"golden\" is both a notebook and a commit: write --notebook golden for the "
        + "notebook, or golden~0 for the commit\n")
    #expect(await clone.experiments("diff", "--notebook", "golden").status == 0)
    #expect(await clone.experiments("diff", "golden~0").status == 0)
  }

  @Test func outsideOfGit() async throws {
    let folder = try TemporaryFolder()
    let clone = try ResultsClone()
    try clone.write(Golden())
    try FileManager.default.copyItem(atPath: clone.results, toPath: "\(folder.path)/results")
    let (status, transcript) = try await experiments(
      "diff", "--output", "\(folder.path)/results")
    #expect(status == 2)
    #expect(transcript.err.contains("it is in no git repository; run in a clone, or compare two"))
    // Two folders need no git.
    try clone.write(Golden(loss: 1.25))
    let (changed, compared) = try await experiments(
      "diff", "\(folder.path)/results", clone.results, "--output", "\(folder.path)/results")
    #expect(changed == 1 && compared.out.contains("1.5 → 1.25 nats"))
  }

  /// Results may lie on a larger disk.
  @Test func aLinkBelongsToTheRepositoryThatItIsIn() async throws {
    let disk = try TemporaryFolder()
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.25))
    try FileManager.default.moveItem(atPath: clone.results, toPath: "\(disk.path)/results")
    try FileManager.default.createSymbolicLink(
      atPath: clone.results, withDestinationPath: "\(disk.path)/results")
    let (status, out, err) = await clone.experiments("diff")
    #expect(status == 1 && out.contains("1.5 → 1.25 nats"), "\(err)")
    // One that leads nowhere at the moment is still in the repository.
    try FileManager.default.removeItem(atPath: "\(disk.path)/results")
    #expect(await clone.experiments("diff", "HEAD", "HEAD").status == 0)
  }

  @Test func aCloneOfSomebodyElse() async throws {
    let clone = try ResultsClone()
    let answer = Git.Answer(
      isSuccess: false, output: [],
      message: """
        fatal: detected dubious ownership in repository at '/clone'
        To add an exception for this directory, call:

        \tgit config --global --add safe.directory /clone

        """)
    #expect(answer.firstLine == "detected dubious ownership in repository at '/clone'")
    #expect(
      answer.command == "if you trust it: git config --global --add safe.directory /clone")
    // That git still says it like this.
    let git = ChildProcess(
      program: "git", arguments: ["-C", clone.path, "rev-parse", "--show-prefix"],
      environment: Git.environment(from: ProcessInfo.processInfo.environment).merging([
        "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      ]) { $1 })
    let message = String(decoding: try git.run().message, as: UTF8.self)
    #expect(
      Git.Answer(isSuccess: false, output: [], message: message).command?.contains(
        "git config --global --add safe.directory") == true, "\(message)")
  }

  /// A hook has some of them, and a user may have others.
  @Test func variablesOfGitsOwnChangeNothing() async {
    await #expect(processExitsWith: .success) {
      let clone = try ResultsClone()
      try clone.write(Golden())
      try clone.commit("Results")
      try clone.write(Golden(loss: 1.25))
      let (_, plain, _) = await clone.experiments("diff")
      for (name, value) in [
        "GIT_GLOB_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "1", "GIT_NOGLOB_PATHSPECS": "1",
        "GIT_LITERAL_PATHSPECS": "0", "GIT_CEILING_DIRECTORIES": clone.path, "GIT_TRACE": "1",
        "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_COMMON_DIR": "/nowhere",
        "GIT_INDEX_FILE": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_PREFIX": "else/",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_NAMESPACE": "other",
        "GIT_SHALLOW_FILE": "/nowhere", "GIT_REPLACE_REF_BASE": "refs/heads/", "GIT_PAGER": "false",
        "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.quotePath", "GIT_CONFIG_VALUE_0": "true",
        "GIT_CONFIG_KEY_1": "log.showSignature", "GIT_CONFIG_VALUE_1": "true",
      ] { setenv(name, value, 1) }
      let (_, out, err) = await clone.experiments("diff")
      let (status, _, _) = await clone.experiments("diff", "main")
      if status != 1 || out != plain {
        print(err)
        exit(1)
      }
    }
  }

  @Test func withoutCommits() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    let (status, _, err) = await clone.experiments("diff")
    #expect(status == 2)
    #expect(
      err
        == "experiments: could not compare with HEAD: the repository has no commit yet; commit results "
        + "first, or compare two folders of results\n")
  }

  @Test func withoutResults() async throws {
    let clone = try ResultsClone()
    try clone.commit("Empty")
    try clone.write(Golden())
    let (status, _, err) = await clone.experiments("diff")
    #expect(status == 2)
    #expect(err.contains("it has no results in results/; choose a commit that has some"), "\(err)")
    try clone.commit("Results")
    try clone.remove("results")
    let (gone, _, message) = await clone.experiments("diff")
    #expect(gone == 2 && message.contains("there is no such folder; make some"))
    #expect(await clone.experiments("diff", "HEAD", "HEAD").status == 0)
  }

  @Test func inAShallowClone() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("One")
    try clone.write(Golden(loss: 1.25))
    try clone.commit("Two")
    let folder = try TemporaryFolder()
    try ResultsClone.git(
      ["clone", "--quiet", "--depth", "1", "file://\(clone.path)", "shallow"], in: folder.path)
    let results = "\(folder.path)/shallow/results"
    let (status, transcript) = try await experiments("diff", "HEAD~1", "--output", results)
    #expect(status == 2)
    #expect(
      transcript.err
        == "experiments: could not compare with HEAD~1: there is no such commit; this clone is "
        + "shallow: fetch the history with git fetch --unshallow\n")
    #expect(try await experiments("diff", "--output", results).status == 0)
  }

  @Test func anyNamesOfFolders() async throws {
    let clone = try ResultsClone()
    let odd = "results/-ö \"quoted\"\t*[x]\\/a notebook's\nplace"
    try clone.write(Golden())
    try clone.write(Golden(), at: String(odd.dropFirst("results/".count)))
    try clone.commit("Results")
    #expect(await clone.experiments("diff").status == 0)
    try clone.write(Golden(loss: 1.25), at: String(odd.dropFirst("results/".count)))
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1 && out.contains("-ö \"quoted\" *[x]\\/a notebook's place: Golden"))
    #expect(out.contains("Unchanged: 1 notebook,"))
    let (markdown, text, _) = await clone.experiments("diff", "--markdown")
    #expect(markdown == 1 && text.contains("/-%c3%b6%20%22quoted%22%09%2a%5bx%5d%5c/a%20notebook"))
  }

  @Test func neverTakesWhatIsNotItsOwn() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.25, grey: 3))
    try clone.write([1], "precious/file")
    let (status, _, err) = await clone.experiments("diff", "--pictures", "\(clone.path)/precious")
    #expect(status == 2 && err.contains("it holds what this program did not make"))
    #expect(clone.folder.bytes("precious/file") == Data([1]))
  }
}
