import Foundation
import Platform
import Raster
import Records

extension ResultsIndex {
  /// The generative models of a group, the one with the least Fréchet distance first.
  private func models(_ group: String) -> [Entry] {
    entries.compactMap { entry -> (entry: Entry, distance: Double)? in
      guard entry.group == group,
        let distance = entry.metrics.results["quality/frechet-distance"]?.value.number
      else { return nil }
      return (entry, distance)
    }.sorted { ($0.distance, $0.entry.folder) < ($1.distance, $1.entry.folder) }.map(\.entry)
  }

  /// The generative models of a group side by side: a picture with each digit from each, and the measures that
  /// apply. Nil for fewer than two models.
  func comparison(_ group: String) -> String? {
    let models = models(group)
    if models.count < 2 { return nil }
    let rows = models.map { model -> [Scalar] in
      [.string("[`\(model.metrics.notebook)`](\(group)/\(model.folder)/report.md)")]
        + Self.measures.map { measure in
          let name = "quality/\(measure.name)"
          guard let value = model.metrics.results[name]?.value.number else { return .string("–") }
          return .string(
            model.seeds?.spread(of: name) ?? NumberText.rounded(value, digits: 3))
        }
    }
    let means =
      models.contains { $0.seeds != nil }
      ? " Two numbers are the mean and the standard deviation over seeds." : ""
    var parts = [
      "The models side by side, the nearest to real digits first. Better is less distance, and for the others, up to 1, more."
        + means,
      Markdown.table(columns: ["model"] + Self.measures.map(\.title), rows: rows),
    ]
    if let picture = pictureOfModels(group) {
      parts.append(
        Markdown.image(
          file: "\(group)/models.png", width: picture.width,
          description: "each digit, real and from each model"))
    }
    return parts.joined(separator: "\n\n")
  }

  private static let measures: [(name: String, title: String)] = [
    ("frechet-distance", "Fréchet distance"), ("label-agreement", "label agreement"),
    ("worst-label-agreement", "worst label"), ("modes", "labels that come"),
    ("sharpness", "sharpness"), ("diversity", "diversity"),
  ]

  /// Writes the picture of a group's models, if there are two with digits. In a clone most logs are missing; then the picture
  /// that is there stays until all models have been run.
  func drawModels(of group: String, problems: (String) -> Void) throws {
    let isIncomplete = models(group).contains { !$0.hasLog }
    if isIncomplete && pictureOfModels(group) != nil { return }
    let file = fileOfModels(group)
    if let picture = modelsSideBySide(group) {
      try Files.replace(file, with: picture.bitmap().png())
    } else if Files.exists(file) && isIncomplete {
      problems(
        "the index leaves out \(file), which is damaged; running the models again draws it anew")
    }
  }

  private func fileOfModels(_ group: String) -> String { "\(output)/\(group)/models.png" }

  /// The picture of a group's models that is there.
  private func pictureOfModels(_ group: String) -> Bitmap? {
    FileManager.default.contents(atPath: fileOfModels(group)).flatMap {
      try? Bitmap.decoding(png: Array($0))
    }
  }

  /// A row of real digits, then rows of each model's, in which missing ones are crossed out. Nil for fewer than two models with
  /// digits.
  func modelsSideBySide(_ group: String) -> ImageGrid? {
    let row = 10 * 28 * 28
    let models = models(group).compactMap { model in
      model.digits.map { (name: model.metrics.notebook, digits: $0.dropFirst(row)) }
    }
    let real = self.models(group).lazy.compactMap(\.digits).first?.prefix(row)
    guard models.count > 1, let real else { return nil }
    // A name stands beside the middle one of its rows.
    let names = models.flatMap { model in
      let rows = model.digits.count / row
      return (0..<rows).map { $0 == (rows - 1) / 2 ? model.name : "" }
    }
    return ImageGrid(
      Array(real) + models.flatMap(\.digits), columns: 10, rowLabels: ["real"] + names,
      columnLabels: (0..<10).map { "\($0)" }, marksBlanks: true)
  }
}
