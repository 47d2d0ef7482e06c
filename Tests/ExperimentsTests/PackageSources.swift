import Foundation
import Testing

/// The targets of `Package.swift`, their sources, and the floors that README gives them, read as texts.
struct PackageSources {
  /// A target as `Package.swift` declares it.
  struct Target {
    enum Kind: String {
      case system = "systemLibrary", library = "target", executable = "executableTarget", plugin,
        test = "testTarget"
    }

    let kind: Kind
    let name: String
    /// Its folder, from the package's.
    let path: String
    let dependencies: Set<String>

    /// Whether its sources are Swift that the package compiles.
    var isOfSwift: Bool { kind != .system && kind != .plugin }
    /// Whether it is a part of the program, and no test.
    var isShipped: Bool { isOfSwift && !path.hasPrefix("Tests") }
    /// What README calls it: a part of `Sources` by its folder there.
    var floorName: String { path.hasPrefix("Sources/Embedding") ? "Embedding" : name }
  }

  let targets: [Target]
  private let folder: String

  init() throws {
    folder = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL.path
    let manifest = try String(contentsOfFile: "\(folder)/Package.swift", encoding: .utf8)
    // Every declaration of a target begins a line of four blanks, and ends before the next.
    let declarations = manifest.split(separator: /\n {4}\.(?=\w+\()/).dropFirst()
    targets = try declarations.compactMap(Self.target)
    try #require(targets.count > 30)
  }

  private static func target(_ declaration: Substring) throws -> Target? {
    guard
      let kind = declaration.prefixMatch(of: /\w+/).flatMap({ Target.Kind(rawValue: String($0.0)) })
    else { return nil }
    let name = String(try #require(declaration.firstMatch(of: /name: "([\w-]+)"/)).1)
    let path = declaration.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) }
    let list = declaration.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
    let dependencies = list.replacing(/package: "[^"]*"/, with: "").matches(of: /"([\w-]+)"/)
    return Target(
      kind: kind, name: name, path: path ?? (kind == .test ? "Tests/\(name)" : "Sources/\(name)"),
      dependencies: Set(dependencies.map { String($0.1) }))
  }

  /// The texts of a target's Swift files.
  func sources(of target: Target) throws -> [String] {
    let root = "\(folder)/\(target.path)"
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let texts = try paths.filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)
    }
    try #require(!texts.isEmpty, "no sources in \(target.path)")
    return texts
  }

  /// The modules of the package and of the packages that it uses which a target imports, also through `@_exported`.
  func imports(of target: Target) throws -> Set<String> {
    let known = Set(targets.flatMap { $0.dependencies.union([$0.name]) })
    let named = try imports(in: target, after: ["import", "@testable import", "@_exported import"])
    let exported = try targets.filter { named.contains($0.name) && $0.isOfSwift }.flatMap {
      try imports(in: $0, after: ["@_exported import"])
    }
    return named.union(exported).intersection(known).subtracting([target.name])
  }

  /// The modules named after one of these words at the beginning of a line.
  private func imports(in target: Target, after words: [String]) throws -> Set<String> {
    var modules: Set<String> = []
    for line in try sources(of: target).flatMap({ $0.split(separator: "\n") }) {
      for words in words where line.hasPrefix(words + " ") {
        modules.insert(
          String(line.dropFirst(words.count + 1).prefix { $0.isLetter || $0.isNumber }))
      }
    }
    return modules
  }

  /// The floor of every module in README's table.
  func floors() throws -> [String: Int] {
    let readme = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
    var floors: [String: Int] = [:]
    for row in readme.matches(of: /(?m)^\| (\d+) \| ([^|]+) \|/) {
      for module in row.2.matches(of: /`(\w+)`/) { floors[String(module.1)] = Int(row.1) }
    }
    try #require(!floors.isEmpty)
    return floors
  }
}
