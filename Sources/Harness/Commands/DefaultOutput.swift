import Foundation
import Platform

/// Where results go, and are looked for, unless `--output` says otherwise.
enum DefaultOutput {
  /// `results` of the package, seen from the current folder, in which a process stays. Found once: the options of a
  /// command are made dozens of times while its words are read.
  static let folder = folder(from: FileManager.default.currentDirectoryPath)

  /// The nearest folder above the current one, or it itself, that has the package of this program; else the current one.
  static var package: String {
    let results = (folder as NSString).deletingLastPathComponent
    return results.isEmpty ? "." : results
  }

  /// `results` in the nearest folder above `start`, or `start` itself, that has the package of this program; else
  /// in the nearest that is a git repository; else in `start`. The path is one from there: `../results`.
  static func folder(from start: String) -> String {
    var ancestor = start
    var levels = 0
    var repository: Int?
    while !isPackage(ancestor) {
      if repository == nil, Files.exists("\(ancestor)/.git") { repository = levels }
      if ancestor == "/" || ancestor.isEmpty { return results(levels: repository ?? 0) }
      ancestor = (ancestor as NSString).deletingLastPathComponent
      levels += 1
    }
    return results(levels: levels)
  }

  private static func results(levels: Int) -> String {
    String(repeating: "../", count: levels) + "results"
  }

  /// Whether a folder has the manifest of a package of this program's name.
  private static func isPackage(_ folder: String) -> Bool {
    guard
      let manifest = try? String(contentsOfFile: "\(folder)/Package.swift", encoding: .utf8)
    else { return false }
    return manifest.contains(/Package\(\s*name:\s*"experiments"/)
  }
}
