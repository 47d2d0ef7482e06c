import Foundation
import Platform
import Records
import Weaving

/// In what results that are there and results of a second run differ.
package struct Comparison {
  /// What differs, the first thing first; empty where all bits are the same.
  package private(set) var differences: [String] = []
  /// What else there is to know.
  package private(set) var remarks: [String] = []

  /// Compares all digests, and numbers where the old ones are there.
  ///
  /// - Parameters:
  ///   - old: metrics of the results that are there.
  ///   - new: metrics of the second run.
  ///   - folder: the old results.
  ///   - record: what the second run recorded.
  package init(old: Metrics, new: Metrics, folder: String, record: RunRecord) {
    if let damage = ResultsIntegrity.firstDamage(of: old, in: folder) {
      differences.append(damage)
    }
    if old.sourceSHA256 != new.sourceSHA256 {
      remarks.append("the notebook's source has changed since these results were made")
    }
    let paths = Set(old.datasets.keys).union(new.datasets.keys).sortedByBytes()
      .filter { old.datasets[$0] != new.datasets[$0] }
    if !paths.isEmpty {
      let log = readLog(of: old, in: folder)
      if let log { differences += trainingDifference(log, record) }
      differences += paths.map { path in
        difference(at: path, log?.arrays[path], record.arrays[path], old, new)
      }
    }
    compareRest(old, new)
  }

  /// The old log, if it is that of the old metrics.
  private mutating func readLog(of old: Metrics, in folder: String) -> RunRecord? {
    let path = "\(folder)/log.h5"
    guard Files.exists(path) else {
      remarks.append(
        "there is no log.h5, so the first number and training step that differ cannot be told")
      return nil
    }
    // That it is damaged has been told.
    return try? RunRecord(reading: path, toldOfBy: old)
  }

  /// Where the chains of parameters part.
  private func trainingDifference(_ old: RunRecord, _ new: RunRecord) -> [String] {
    func links(_ record: RunRecord) -> [(stage: Int, step: Int, link: ArraySlice<UInt8>)] {
      let stages = record.arrays[ParameterChain.stages]?.doubles ?? []
      let steps = record.arrays[ParameterChain.steps]?.doubles ?? []
      guard stages.count == steps.count, record.chain.count == 32 * steps.count,
        // A log may hold anything.
        (stages + steps).allSatisfy({ 0...0x1p52 ~= $0 })
      else { return [] }
      return steps.indices.map {
        (Int(stages[$0]), Int(steps[$0]), record.chain[32 * $0..<32 * $0 + 32])
      }
    }
    let (before, now) = (links(old), links(new))
    guard
      let first = before.indices.first(where: { !now.indices.contains($0) || before[$0] != now[$0] }
      )
    else { return [] }
    let (stage, step, _) = before[first]
    let loop = "training loop \(stage + 1)"
    if step == 0 || first == 0 { return ["\(loop) begins with other parameters"] }
    let last = before[first - 1].step
    let steps = last + 1 == step ? "in step \(step)" : "between step \(last + 1) and step \(step)"
    return ["\(loop) gives other parameters first \(steps)"]
  }

  private func difference(
    at path: String, _ before: RecordedArray?, _ now: RecordedArray?, _ old: Metrics, _ new: Metrics
  ) -> String {
    if old.datasets[path] == nil { return "/\(path) was not there" }
    guard let now else { return "/\(path) is not there any more" }
    guard let before else { return "/\(path) has other numbers" }
    if before.shape != now.shape || before.typeName != now.typeName {
      return "/\(path) was \(before.typeName) \(before.shape) and is \(now.typeName) \(now.shape)"
    }
    guard let index = before.values.firstDifference(from: now.values) else {
      return "/\(path) has another digest"
    }
    let place = now.indices(of: index).map(String.init).joined(separator: ", ")
    return "/\(path) differs first at [\(place)]: it was \(before.values.text(at: index)) and is "
      + now.values.text(at: index)
  }

  private mutating func compareRest(_ old: Metrics, _ new: Metrics) {
    for name in Set(old.results.keys).union(new.results.keys).sortedByBytes()
    where old.results[name] != new.results[name] {
      let before = old.results[name]?.value.compact ?? "missing"
      differences.append(
        "result \(name) was \(before) and is \(new.results[name]?.value.compact ?? "missing")")
    }
    let pictures = { (metrics: Metrics) in
      [String: String](metrics.pictures.map { ($0.name, $0.pixelSHA256) }) { first, _ in first }
    }
    let (before, now) = (pictures(old), pictures(new))
    for name in Set(before.keys).union(now.keys).sortedByBytes() where before[name] != now[name] {
      differences.append("picture \(name) has other pixels")
    }
    if old.reportSHA256 != new.reportSHA256 { differences.append("report.md has another text") }
    if differences.isEmpty && old != new { differences.append("metrics.json has other contents") }
  }
}

extension RecordedArray {
  /// The place along every axis of the value `index`.
  fileprivate func indices(of index: Int) -> [Int] {
    var rest = index
    return shape.reversed().map { extent in
      defer { rest /= extent }
      return rest % extent
    }.reversed()
  }
}

extension RecordedArray.Values {
  /// The first value whose bits differ; nil where none does, or where the types or counts differ.
  fileprivate func firstDifference(from other: Self) -> Int? {
    func first<Element>(_ one: [Element], _ two: [Element], _ same: (Element, Element) -> Bool)
      -> Int?
    {
      zip(one, two).enumerated().first { !same($0.element.0, $0.element.1) }?.offset
    }
    return switch (self, other) {
    case (.uint8(let one), .uint8(let two)): first(one, two, ==)
    case (.int32(let one), .int32(let two)): first(one, two, ==)
    case (.int64(let one), .int64(let two)): first(one, two, ==)
    case (.float(let one), .float(let two)): first(one, two) { $0.isSame(as: $1) }
    case (.double(let one), .double(let two)): first(one, two) { $0.isSame(as: $1) }
    default: nil
    }
  }

  fileprivate func text(at index: Int) -> String {
    switch self {
    case .uint8(let values): "\(values[index])"
    case .int32(let values): "\(values[index])"
    case .int64(let values): "\(values[index])"
    case .float(let values): "\(values[index])"
    case .double(let values): "\(values[index])"
    }
  }
}
