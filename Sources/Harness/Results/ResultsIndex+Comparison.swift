extension ResultsIndex {
  /// The generative models of a group side by side, the one with the least Fréchet distance first: a strip with
  /// each digit once, and the measures that apply. Nil for fewer than two models.
  func comparison(_ group: String) -> String? {
    let models = entries.compactMap { entry -> (entry: Entry, distance: Double)? in
      guard entry.group == group,
        let distance = entry.metrics.results["quality/frechet-distance"]?.value.number
      else { return nil }
      return (entry, distance)
    }.sorted { ($0.distance, $0.entry.folder) < ($1.distance, $1.entry.folder) }
    if models.count < 2 { return nil }
    let rows = models.map { model -> [Scalar] in
      [.string(link(model.entry)), .string(strip(model.entry))]
        + Self.measures.map { measure in
          let value = model.entry.metrics.results["quality/\(measure.name)"]?.value.number
          return .string(value.map { NumberText.rounded($0, digits: 3) } ?? "–")
        }
    }
    return """
      The models side by side, the nearest to real digits first: each digit once, a real one above a drawn \
      one. Better is less distance, and for the others, up to 1, more.

      \(Markdown.table(columns: ["model", "each digit once"] + Self.measures.map(\.title), rows: rows))
      """
  }

  private static let measures: [(name: String, title: String)] = [
    ("frechet-distance", "Fréchet distance"), ("label-agreement", "label agreement"),
    ("worst-label-agreement", "worst label"), ("modes", "labels that come"),
    ("sharpness", "sharpness"), ("diversity", "diversity"),
  ]

  private func link(_ entry: Entry) -> String {
    "[`\(entry.metrics.notebook)`](\(entry.group)/\(entry.folder)/report.md)"
  }

  private func strip(_ entry: Entry) -> String {
    guard let picture = entry.metrics.pictures.first(where: { $0.name == "digits" }),
      let file = picture.files.first
    else { return "" }
    return Markdown.image(
      file: "\(entry.group)/\(entry.folder)/\(file)", width: picture.width,
      description: "digits of \(entry.metrics.notebook)")
  }
}
