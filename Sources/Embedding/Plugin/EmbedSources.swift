import Foundation
import PackagePlugin

/// Lets a program carry the texts of its notebooks, and the digests of the library it was built with: so it can be
/// moved to another machine, and its reports show the code that ran whatever has become of the files since.
@main
struct EmbedSources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let notebooks = target.sourceFiles(withSuffix: "swift").map(\.url)
    let library = context.package.directoryURL.appending(path: "Sources")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedSources.swift")
    return [
      .buildCommand(
        displayName: "Embedding the sources of \(target.name)",
        executable: try context.tool(named: "embed-sources").url,
        arguments: [output.path, library.path, target.directoryURL.path] + notebooks.map(\.path),
        inputFiles: notebooks + Self.sources(in: library), outputFiles: [output])
    ]
  }

  /// The files that the digests of the library are taken of.
  private static func sources(in folder: URL) -> [URL] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(".swift") || $0.hasSuffix(".h") }.sorted()
      .map { folder.appending(path: $0) }
  }
}
