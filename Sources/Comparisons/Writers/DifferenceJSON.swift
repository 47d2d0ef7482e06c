import Records

/// A difference for programs.
package struct DifferenceJSON {
  package let difference: ResultsDifference
  /// The folder with the pictures of the changes.
  package let pictures: String
  package var heading: BisectionHeading?

  package init(difference: ResultsDifference, pictures: String, heading: BisectionHeading?) {
    self.difference = difference
    self.pictures = pictures
    self.heading = heading
  }

  /// The version of the layout.
  static let schema = 1

  package var value: JSON {
    var members: [String: JSON] = [
      "schema": .int(Int64(Self.schema)),
      "from": side(difference.from), "to": side(difference.to),
      "changed": .bool(!difference.isEmpty),
      "claim_broke": .bool(difference.hasNewFailure),
      "problems": strings(difference.problems), "notes": strings(difference.notes),
      "notebooks": .array(difference.notebooks.map(notebook)),
      "unchanged": .object([
        "notebooks": int(difference.unchanged.notebooks),
        "claims": int(difference.unchanged.claims), "metrics": int(difference.unchanged.metrics),
        "figures": int(difference.unchanged.figures),
      ]),
    ]
    if let heading {
      members["subject"] = .string(heading.subject.text)
      members["commit"] = heading.json
    }
    return .object(members)
  }

  private func int(_ value: Int) -> JSON { .int(Int64(value)) }
  private func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
  private func optional(_ value: Double?) -> JSON { value.map(JSON.double) ?? .null }

  private func side(_ side: Side) -> JSON {
    switch side {
    case .commit(let commit, let word):
      guard case .object(var members) = commit.json else { return .null }
      members["kind"] = .string("commit")
      members["word"] = .string(word)
      return .object(members)
    case .workTree: return .object(["kind": .string("work tree")])
    case .folder(let path):
      return .object(["kind": .string("folder"), "path": .string(path)])
    }
  }

  private func notebook(_ notebook: NotebookDifference) -> JSON {
    var members: [String: JSON] = [
      "folder": .string(notebook.place.path), "notebook": .string(notebook.place.notebook),
      "title": .string(notebook.title), "presence": .string(notebook.presence.rawValue),
      "summary": .string(notebook.summary),
      "claims": .array(notebook.claims.map(claim)),
      "settings": .array(
        notebook.settings.map {
          .object([
            "name": .string($0.name), "old": $0.old ?? .null, "new": $0.new ?? .null,
          ])
        }),
      "source": source(notebook.source),
      "metrics": .array(notebook.metrics.map(metric)),
      "figures": .array(notebook.figures.map { figure($0, notebook) }),
      "files": .array(
        notebook.files.map {
          .object(["file": .string($0.file), "text": .string(ChangeWords.file($0))])
        }),
      "new_warnings": strings(notebook.newWarnings),
      "gone_warnings": strings(notebook.goneWarnings),
      "datasets": .object([
        "changed": strings(notebook.datasets.changed), "added": strings(notebook.datasets.added),
        "removed": strings(notebook.datasets.removed), "total": int(notebook.datasets.total),
      ]),
      "report_changed": .bool(notebook.isReportChanged),
    ]
    if let log = notebook.log { members["log"] = logValue(log, notebook) }
    return .object(members)
  }

  private func claim(_ change: ClaimChange) -> JSON {
    func side(_ claim: ClaimOutput?) -> JSON {
      guard let claim else { return .null }
      return .object(["holds": .bool(claim.holds), "detail": .string(claim.detail)])
    }
    return .object([
      "text": .string(change.text), "kind": .string(ChangeWords.kind(change.kind)),
      "old": side(change.old), "new": side(change.new),
    ])
  }

  private func source(_ change: SourceChange?) -> JSON {
    guard let change else { return .null }
    return .object([
      "file": change.file.map { .string("experiments/\($0)") } ?? .null,
      "only_prose": change.isProseOnly.map(JSON.bool) ?? .null,
      "added": change.lines.map { int($0.added) } ?? .null,
      "removed": change.lines.map { int($0.removed) } ?? .null,
    ])
  }

  private func metric(_ change: MetricChange) -> JSON {
    .object([
      "name": .string(change.name), "unit": .string(change.unit),
      "old": change.old?.value ?? .null, "new": change.new?.value ?? .null,
      "change": optional(change.change),
      "percent": optional(change.relativeChange.map { 100 * $0 }),
      "ulps": change.unitsInTheLastPlace.map { .int(Int64(clamping: $0)) } ?? .null,
      "verdict": change.verdict.map { .string($0.rawValue) } ?? .null,
    ])
  }

  private func figure(_ change: FigureChange, _ notebook: NotebookDifference) -> JSON {
    var members: [String: JSON] = [
      "file": .string(change.file), "name": .string(change.name),
      "text": .string(ChangeWords.figure(change)),
    ]
    switch change.content {
    case .added: members["kind"] = .string("added")
    case .removed: members["kind"] = .string("removed")
    case .unreadable(let old, let new):
      let kind = old == .pointer || new == .pointer ? "pointer" : "damaged"
      members["kind"] = .string(kind)
      members[kind] = .object(["old": .bool(old != nil), "new": .bool(new != nil)])
    case .still(let still):
      members["kind"] = .string("changed")
      members["pixels"] = pixels(still)
    case .animation(let animation):
      members["kind"] = .string("changed")
      members["animation"] = .object([
        "old_frames": int(animation.oldCount), "new_frames": int(animation.newCount),
        "frames": .array(animation.frames.map { int($0 + 1) }),
        "delays": .array(animation.delays.map { int($0 + 1) }),
      ])
      if let most = animation.most {
        members["frame"] = int(most.frame + 1)
        members["pixels"] = pixels(most.change)
      }
    }
    if change.drawn != nil {
      members["side_by_side"] = .string("\(pictures)/\(notebook.path(of: change, "png"))")
      members["blinking"] = .string("\(pictures)/\(notebook.path(of: change, "gif"))")
    }
    return .object(members)
  }

  private func pixels(_ change: StillChange) -> JSON {
    let pixels = change.pixels
    func size(_ size: StillChange.Size) -> JSON { .array([int(size.width), int(size.height)]) }
    return .object([
      "old_size": size(change.oldSize), "new_size": size(change.newSize),
      "changed": int(pixels.changed), "share": .double(pixels.share),
      "greatest": int(pixels.greatest), "mean": .double(pixels.mean),
      "root_mean_square": .double(pixels.rootMeanSquare),
      "box": pixels.box.map {
        .array([int($0.x), int($0.y), int($0.width), int($0.height)])
      } ?? .null,
      "cells": change.cells.map { .array($0.changed.map { int($0 + 1) }) } ?? .null,
    ])
  }

  private func logValue(_ log: LogDifference, _ notebook: NotebookDifference) -> JSON {
    var members: [String: JSON] = [
      "metrics": .array(
        log.series.map { series in
          .object([
            "name": .string(series.name), "old_count": int(series.oldCount),
            "new_count": int(series.newCount),
            "first_differing_step": series.first.map { .int($0.step) } ?? .null,
          ])
        }),
      "parameters": .array(
        log.layers.map { layer in
          .object([
            "layer": .string(layer.path), "relative": optional(layer.relative),
            "greatest": optional(layer.greatest),
          ])
        }),
      "datasets": .array(
        log.others.map { other in
          .object([
            "path": .string(other.path), "text": .string(other.text),
            "changed": other.changed.map { int($0.count) } ?? .null,
          ])
        }),
    ]
    if let latents = log.latents {
      members["latents"] = .object([
        "picture": .string("\(pictures)/\(notebook.latentsPath)"),
        "means": .array(
          latents.means.map { mean in
            .object([
              "label": .int(mean.label), "old": .array(mean.old.map(JSON.double)),
              "new": .array(mean.new.map(JSON.double)), "distance": .double(mean.distance),
            ])
          }),
      ])
    }
    return .object(members)
  }
}
