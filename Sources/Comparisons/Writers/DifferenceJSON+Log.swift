import Records

extension DifferenceJSON {
  /// What two logs of a notebook say.
  struct LogEntry: Encodable {
    private let metrics: [SeriesEntry]
    private let parameters: [LayerEntry]
    private let datasets: [DatasetEntry]
    /// Absent where a log has none or they are the same.
    private let latents: LatentsEntry?

    init(_ log: LogDifference, of notebook: NotebookDifference, pictures: String) {
      metrics = log.series.map(SeriesEntry.init)
      parameters = log.layers.map(LayerEntry.init)
      datasets = log.others.map(DatasetEntry.init)
      latents = log.latents.map {
        LatentsEntry(
          picture: "\(pictures)/\(notebook.latentsPath)", means: $0.means.map(MeanEntry.init))
      }
    }
  }

  private struct SeriesEntry: Encodable {
    let name: String, oldCount: Int, newCount: Int
    @NullWhenNil var firstDifferingStep: Int64?

    private enum CodingKeys: String, CodingKey {
      case name
      case oldCount = "old_count"
      case newCount = "new_count"
      case firstDifferingStep = "first_differing_step"
    }

    init(_ series: SeriesChange) {
      name = series.name
      oldCount = series.oldCount
      newCount = series.newCount
      firstDifferingStep = series.first?.step
    }
  }

  private struct LayerEntry: Encodable {
    let layer: String
    @NullWhenNil var relative: Double?
    @NullWhenNil var greatest: Double?

    init(_ change: LayerChange) {
      layer = change.path
      relative = change.relative
      greatest = change.greatest
    }
  }

  private struct DatasetEntry: Encodable {
    let path: String, text: String
    @NullWhenNil var changed: Int?

    init(_ change: DataSetChange) {
      path = change.path
      text = change.text
      changed = change.changed?.count
    }
  }

  private struct LatentsEntry: Encodable { let picture: String, means: [MeanEntry] }

  private struct MeanEntry: Encodable {
    let label: Int64, old: [Double], new: [Double], distance: Double

    init(_ mean: LatentMovement.Mean) {
      label = mean.label
      old = mean.old
      new = mean.new
      distance = mean.distance
    }
  }
}
