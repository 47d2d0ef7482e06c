import Records

/// What two logs of a notebook say, data set by data set.
struct LogDifference: Sendable {
  /// Metrics whose values differ, by their names.
  let series: [SeriesChange]
  /// How the latent codes moved; nil where a log has none or they are the same.
  let latents: LatentMovement?
  /// Layers whose parameters differ, by their paths.
  let layers: [LayerChange]
  /// All other data sets that differ, by their paths.
  let others: [DataSetChange]

  /// Compares two records.
  init(_ old: RunRecord, _ new: RunRecord) {
    let paths = Set(old.paths).union(new.paths).sortedByBytes().filter {
      old.arrays[$0] != new.arrays[$0]
    }
    series = SeriesChange.changes(old, new, paths)
    layers = LayerChange.changes(old, new, paths)
    latents = LatentMovement(old, new)
    others = paths.filter { path in
      !["metrics/", "parameters/"].contains { path.hasPrefix($0) }
    }.map { DataSetChange(path: $0, old.arrays[$0], new.arrays[$0]) }
  }

  /// For people, a line each.
  var lines: [String] {
    let layerLines = layers.map { layer in
      "\(layer.path): " + layer.text
    }
    return series.map { "\($0.name): \($0.text)" } + (latents?.lines ?? []) + layerLines
      + others.map { "\($0.path): \($0.text)" }
  }
}
