import Testing

@testable import Harness
@testable import Platform

@Suite struct DefaultOutputTests {
  private let folder: TemporaryFolder
  private var root: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/clone/experiments/deep")
  }

  private func makeManifest(of name: String, in folder: String) throws {
    let text =
      "import PackageDescription\nlet package = Package(\n  name: \"\(name)\", targets: [])\n"
    try Files.write(Array(text.utf8), to: "\(root)/\(folder)/Package.swift")
  }

  @Test func isThePackagesFromAnyFolderInIt() throws {
    try makeManifest(of: "experiments", in: "clone")
    #expect(DefaultOutput.folder(from: "\(root)/clone") == "results")
    #expect(DefaultOutput.folder(from: "\(root)/clone/experiments") == "../results")
    #expect(DefaultOutput.folder(from: "\(root)/clone/experiments/deep") == "../../results")
  }

  @Test func isTheRepositorysWhereThereIsNoSuchPackage() throws {
    try makeManifest(of: "others", in: "clone/experiments")
    try Files.makeFolder("\(root)/clone/.git")
    #expect(DefaultOutput.folder(from: "\(root)/clone/experiments/deep") == "../../results")
    try makeManifest(of: "experiments", in: "clone/experiments")
    #expect(DefaultOutput.folder(from: "\(root)/clone/experiments/deep") == "../results")
  }

  @Test func isTheCurrentFoldersElsewhere() {
    // What lies above a temporary folder belongs to nobody.
    #expect(DefaultOutput.folder(from: "\(root)/clone/experiments") == "results")
    #expect(DefaultOutput.folder(from: "/") == "results")
  }
}
