import Foundation
import Platform
import Raster
import Records

/// Compares two sides: from their bytes to a value that says what changed.
package struct ResultsComparison {
  package let from: ResultsTree
  package let to: ResultsTree
  /// Which notebooks are compared.
  package let selection: @Sendable (Place) -> Bool

  package init(from: ResultsTree, to: ResultsTree, selection: @escaping @Sendable (Place) -> Bool) {
    self.from = from
    self.to = to
    self.selection = selection
  }

  /// What changed.
  ///
  /// - Throws: `ResultsError` where files cannot be read, `RasterError` where libgd has no memory.
  package func difference() throws -> ResultsDifference {
    let places = Set(from.notebooks).union(to.notebooks).filter(selection).sorted()
    let files = try FilePairs(from, to, at: places)
    let sources = SourceComparison(
      from: .init(try texts(of: from)), to: .init(try texts(of: to)))
    let groups = Set(places.map(\.group))
    let sweeps = (
      old: try SweepFiles(of: from, in: groups), new: try SweepFiles(of: to, in: groups)
    )
    var problems = sweeps.old.problems + sweeps.new.problems
    var notes: [String] = []
    var unchanged = ResultsDifference.Count()
    var notebooks: [NotebookDifference] = []
    for place in places {
      let old = metrics(files, place, from, \.old, &problems)
      let new = metrics(files, place, to, \.new, &problems)
      // What cannot be read is a problem, not a notebook that came or went.
      if old.isDamaged || new.isDamaged { continue }
      let pictures = try pictures(files, place, old.value, new.value)
      problems += pictures.problems(at: place, from.side, to.side)
      let others = others(files, place, old.value, new.value, pictures, &problems)
      let compared = NotebookComparison(
        place: place, old: old.value, new: new.value,
        source: old.value.flatMap { old in new.value.flatMap { sources.change(old, $0) } },
        includedSources: old.value.flatMap { old in
          new.value.map { sources.includedChanges(old, $0) }
        } ?? [],
        figures: pictures.changes, figureCount: pictures.names,
        files: others, seeds: seeds(sweeps, files, place, old.value, new.value, &notes))
      unchanged += compared.unchanged
      if let new = new.value, let note = sources.staleness(of: new, at: place, old: old.value) {
        notes.append(note)
      }
      if let difference = compared.difference, !difference.isEmpty {
        notebooks.append(difference)
      } else {
        unchanged.notebooks += 1
      }
    }
    // What changed is of more interest than what came, and that than what went.
    let order: [NotebookDifference.Presence] = [.changed, .added, .removed]
    notebooks = order.flatMap { presence in notebooks.filter { $0.presence == presence } }
    return ResultsDifference(
      from: from.side, to: to.side, notebooks: notebooks, unchanged: unchanged,
      problems: problems, notes: notes)
  }

  /// The runs of several seeds with the settings of a notebook's results, where both sides have some.
  private func seeds(
    _ sweeps: (old: SweepFiles, new: SweepFiles), _ files: FilePairs, _ place: Place,
    _ old: Metrics?, _ new: Metrics?, _ notes: inout [String]
  ) -> SeedComparison? {
    guard let old, let new else { return nil }
    var stale: [String] = []
    func row(_ sweeps: SweepFiles, _ metrics: Metrics, _ side: Side) -> SweepSummary.Row? {
      sweeps.row(of: metrics, at: place) { path in
        stale.append(
          "\(path) of \(side.shortTitle) was made of other results than \(place.path) has there")
      }
    }
    let rows = (row(sweeps.old, old, from.side), row(sweeps.new, new, to.side))
    // Where no number has changed there is nothing to be told about seeds.
    if old.numbers != new.numbers { notes += stale }
    guard let oldRow = rows.0, let newRow = rows.1 else { return nil }
    return SeedComparison(notebook: new.notebook, old: oldRow, new: newRow)
  }

  private func texts(of tree: ResultsTree) throws(ResultsError) -> [String: [UInt8]] {
    let contents = try tree.contents(of: tree.sources.values)
    return tree.sources.compactMapValues { contents[$0] }
  }

  /// Reads one side's `metrics.json`; names it in `problems` where it is none.
  private func metrics(
    _ files: FilePairs, _ place: Place, _ tree: ResultsTree,
    _ side: KeyPath<FilePairs.Pair, [UInt8]?>, _ problems: inout [String]
  ) -> (value: Metrics?, isDamaged: Bool) {
    let path = "\(place.path)/metrics.json"
    guard let bytes = files[path][keyPath: side] else { return (nil, false) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let metrics: Metrics = try? JSON.decode(text) else {
      let hasMarks = text.contains("<<<<<<< ")
      let isPointer = LFSPointer(bytes) != nil
      problems.append(
        "\(path) of \(tree.side.shortTitle) cannot be read: "
          + (isPointer
            ? LFSPointer.advice
            : hasMarks
              ? "it has marks of a merge that is not finished; run the notebook again"
              : "it is no metrics.json of this program; run the notebook again"))
      return (nil, true)
    }
    return (metrics, false)
  }

  /// What became of a notebook's pictures.
  private struct Pictures {
    let changes: [FigureChange]
    /// The names of all, of which an animation and its still picture share one.
    let names: Int

    /// Files of the new side that are no pictures, and files of either that are not here.
    func problems(at place: Place, _ from: Side, _ to: Side) -> [String] {
      changes.flatMap { change -> [String] in
        guard case .unreadable(let old, let new) = change.content else { return [] }
        func problem(in side: Side, _ reason: String) -> String {
          "\(place.path)/\(change.file) of \(side.shortTitle) cannot be read: \(reason)"
        }
        let kind = change.isAnimated ? "GIF" : "PNG"
        var problems: [String] = []
        if old == .pointer { problems.append(problem(in: from, LFSPointer.advice)) }
        switch new {
        case .pointer?: problems.append(problem(in: to, LFSPointer.advice))
        case .damaged?:
          problems.append(
            problem(
              in: to,
              "it is damaged, cut short or no \(kind); make it again with experiments render"))
        case nil: break
        }
        return problems
      }
    }
  }

  /// Compares all other files of a notebook, and finds pictures that were not drawn anew.
  private func others(
    _ files: FilePairs, _ place: Place, _ old: Metrics?, _ new: Metrics?, _ pictures: Pictures,
    _ problems: inout [String]
  ) -> [FileChange] {
    guard let old, let new else { return [] }
    var changes: [FileChange] = []
    for path in files.others(of: place) {
      let file = String(path.dropFirst(place.path.count + 1))
      let pair = files[path]
      let sides = [(pair.old, from), (pair.new, to)]
      let pointers = sides.filter { LFSPointer($0.0 ?? []) != nil && pair.old != pair.new }
      problems += pointers.map {
        "\(path) of \($0.1.side.shortTitle) cannot be read: \(LFSPointer.advice)"
      }
      if !pointers.isEmpty { continue }
      let comparison = FileComparison(file: file, pair: pair, oldMetrics: old, newMetrics: new)
      if let change = comparison.change {
        changes.append(change)
      } else if file == "report.md", old.reportSHA256 != new.reportSHA256 {
        changes.append(FileChange(file: file, content: .stale))
      }
    }
    let changed = Set(pictures.changes.map(\.name))
    for picture in new.pictures where !changed.contains(picture.name) {
      let before = old.pictures.first { $0.name == picture.name }
      if let before, before.pixelSHA256 != picture.pixelSHA256 {
        changes += picture.files.prefix(1).map { FileChange(file: $0, content: .stale) }
      }
    }
    return changes
  }

  /// Compares all pictures of a notebook, as many at once as there are processors.
  private func pictures(
    _ files: FilePairs, _ place: Place, _ old: Metrics?, _ new: Metrics?
  ) throws -> Pictures {
    let prefix = place.path + "/"
    let paths = files.pictures(of: place)
    func named(_ path: String) -> String { String(path.dropFirst(prefix.count)) }
    let jobs = paths.filter(files.isRead).map { path in
      let file = named(path)
      return FigureComparison(
        file: file, old: files[path].old, new: files[path].new,
        oldMetrics: old?.pictures.first { $0.files.contains(file) },
        newMetrics: new?.pictures.first { $0.files.contains(file) })
    }
    var changes = try jobs.mapConcurrently { try $0.change() }.compactMap(\.self)
    // An animation that changed speaks for its still picture.
    let moving = changes.filter {
      if case .animation = $0.content { true } else { false }
    }.map(\.name)
    changes.removeAll { change in
      guard !change.isAnimated, moving.contains(change.name) else { return false }
      if case .still = change.content { return true }
      return false
    }
    let order = (new ?? old)?.pictures.map(\.name) ?? []
    changes.sort {
      (order.firstIndex(of: $0.name) ?? .max, $0.file)
        < (order.firstIndex(of: $1.name) ?? .max, $1.file)
    }
    let names = Set(paths.map { named($0).split(separator: ".").dropLast().joined(separator: ".") })
    return Pictures(changes: changes, names: names.count)
  }
}

extension ResultsDifference.Count {
  static func += (count: inout Self, more: Self) {
    count.notebooks += more.notebooks
    count.claims += more.claims
    count.metrics += more.metrics
    count.figures += more.figures
  }
}
