import Foundation
import Testing

/// Each floor imports only floors below it, as README's table of floors says, and `Package.swift` names for every
/// target exactly what its sources import.
@Suite struct ModulesTests {
  private let package: PackageSources

  init() throws { package = try PackageSources() }

  @Test func aModuleImportsOnlyModulesOfLowerFloors() throws {
    let floors = try package.floors()
    for target in package.targets where target.isShipped {
      let own = try #require(floors[target.floorName], "README has no floor for \(target.name)")
      for module in try package.imports(of: target) {
        // The libraries of the system, and the packages of others, are below all.
        guard let floor = floors[module] else { continue }
        #expect(floor < own, "\(target.name) imports \(module), which is on floor \(floor)")
      }
    }
  }

  @Test func everyModuleOfTheTableIsThere() throws {
    let names = Set(package.targets.map(\.floorName))
    for module in try package.floors().keys { #expect(names.contains(module), "no \(module)") }
  }

  @Test func aTargetNamesExactlyTheModulesThatItImports() throws {
    for target in package.targets where target.isOfSwift {
      #expect(try package.imports(of: target) == target.dependencies, "\(target.name)")
    }
  }

  @Test func noModuleHasTheNameOfAType() throws {
    let modules = Set(package.targets.filter(\.isShipped).map(\.name))
    let keywords: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    for target in package.targets where target.isShipped {
      for source in try package.sources(of: target) {
        let words = source.split { !$0.isLetter && !$0.isNumber }
        for (keyword, name) in zip(words, words.dropFirst()) where keywords.contains(keyword) {
          #expect(!modules.contains(String(name)), "there is a type \(name)")
        }
      }
    }
  }
}
