import Foundation
import Testing

@testable import Platform

/// Files that the user names are written as any tool writes them.
@Suite struct OutputFileTests {
  private func write(_ text: String, to name: String) throws -> Transcript {
    let transcript = Transcript()
    try OutputFile(name).write(text, on: transcript.console())
    return transcript
  }

  private func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  private func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private func inode(_ path: String) -> ino_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_ino : 0
  }

  @Test func aLinkStaysAndItsTargetIsReplaced() throws {
    let folder = try TemporaryFolder()
    let target = "\(folder.path)/pages/page.html"
    try Files.makeFolder("\(folder.path)/pages")
    try Files.write(Array("old".utf8), to: target)
    try link("\(folder.path)/pages/second", to: "page.html")
    try link("\(folder.path)/first", to: "pages/second")
    let open = open(target, O_RDONLY)
    defer { close(open) }
    _ = try write("new", to: "\(folder.path)/first")
    #expect(try folder.text("pages/page.html") == "new")
    #expect(isLink("\(folder.path)/first") && isLink("\(folder.path)/pages/second"))
    // In one step: who had the old file open still reads it.
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(open, &bytes, 8) == 3 && Array(bytes[..<3]) == Array("old".utf8))
    #expect(folder.files() == ["first", "pages/page.html", "pages/second"])
  }

  @Test func theTargetOfALinkIsMade() throws {
    let folder = try TemporaryFolder()
    try link("\(folder.path)/link", to: "\(folder.path)/target")
    _ = try write("new", to: "\(folder.path)/link")
    #expect(try folder.text("target") == "new" && isLink("\(folder.path)/link"))
    try link("\(folder.path)/circle", to: "circle")
    #expect(throws: ResultsError.self) { try write("", to: "\(folder.path)/circle") }
  }

  @Test func aNamedPipeStaysOneAndItsReaderGetsAll() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    // More than a pipe holds.
    let text = String(repeating: "0123456789", count: 20_000)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/bin/sh")
    reader.arguments = ["-c", "cat '\(pipe)' > '\(folder.path)/copy'"]
    try reader.run()
    _ = try write(text, to: pipe)
    reader.waitUntilExit()
    #expect(try folder.text("copy") == text)
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test(.enabled(if: Files.exists("/dev/full"))) func aFullDeviceIsAnError() throws {
    let folder = try TemporaryFolder()
    try link("\(folder.path)/full", to: "/dev/full")
    let error = #expect(throws: ResultsError.self) { try write("x", to: "\(folder.path)/full") }
    #expect(error?.reason == "No space left on device")
    #expect(isLink("\(folder.path)/full"))
  }

  @Test func openFilesHaveNames() throws {
    let folder = try TemporaryFolder()
    let file = open("\(folder.path)/file", O_WRONLY | O_CREAT, 0o600)
    defer { close(file) }
    _ = try write("one ", to: "/dev/fd/\(file)")
    _ = try write("two", to: "/proc/self/fd/\(file)")
    #expect(try folder.text("file") == "one two")
    #expect(try OutputFile("/dev/stderr") == .descriptor(STDERR_FILENO))
    try link("\(folder.path)/log", to: "/dev/stdout")
    for name in ["-", "/dev/stdout", "/dev/fd/1", "\(folder.path)/log"] {
      #expect(try write("text", to: name).out == "text", "\(name)")
    }
  }

  @Test func whatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    for (name, reason) in [
      (folder.path, "Is a directory"), ("\(folder.path)/new/", "No such file or directory"),
      ("\(folder.path)/none/file", "No such file or directory"), ("", "the name is empty"),
    ] {
      let error = #expect(throws: ResultsError.self) { try write("", to: name) }
      #expect(error?.reason == reason, "\(name)")
    }
    #expect(folder.files().isEmpty)
  }

  @Test func thePageOnStandardOutputStandsAlone() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.25))
    let (status, out, err) = await clone.experiments("diff", "--html", "-")
    #expect(status == 1 && err.isEmpty)
    #expect(out.hasPrefix("<!doctype html>") && out.hasSuffix("</html>\n"))
    for (arguments, message) in [
      (["--html", "-", "--json"], "--html -: the page takes standard output"),
      (["--html", "/dev/stdout", "--markdown"], "the page takes standard output"),
      (["--html", ""], "--html \"\": expected a path"),
      (["--pictures", ""], "--pictures \"\": expected a path"),
    ] {
      let (status, transcript) = try await experiments(
        arguments: ["diff", "--output", clone.results] + arguments, notebooks: [Ring.self])
      #expect(status == 64 && transcript.err.contains(message), "\(transcript.err)")
    }
    let (folder, _, message) = await clone.experiments("diff", "--html", clone.path)
    #expect(folder == 2)
    #expect(
      message == "experiments: could not write the page to \(clone.path): Is a directory; choose "
        + "another file with --html\n")
  }

  @Test func picturesGoThroughALink() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(grey: 90))
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/target")
    let pictures = "\(folder.path)/link"
    try link(pictures, to: "target")
    for _ in 0..<2 { _ = await clone.experiments("diff", "--pictures", pictures) }
    #expect(isLink(pictures))
    #expect(folder.files().contains("target/strokes/golden/samples.png"), "\(folder.files())")
    try clone.commit("Nothing to draw")
    _ = await clone.experiments("diff", "--pictures", pictures)
    #expect(isLink(pictures) && folder.files().isEmpty)
    try Files.write([1], to: "\(folder.path)/file")
    let (status, _, err) = await clone.experiments("diff", "--pictures", "\(folder.path)/file")
    #expect(status == 2 && err.contains("it is no folder"))
  }
}
