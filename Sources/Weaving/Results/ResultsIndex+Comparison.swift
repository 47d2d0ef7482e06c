import Foundation
import Platform
import Raster
import Records

extension ResultsIndex {
  /// The generative models of a group.
  private func models(_ group: String) -> [Entry] {
    entries.filter {
      $0.group == group && $0.metrics.results["quality/frechet-distance"]?.value.number != nil
    }
  }

  /// The generative models of a group side by side: the measures that apply, below those of real digits, and a picture with
  /// each digit from each. Nil for fewer than two models.
  func comparison(_ group: String) -> String? {
    let models = models(group)
    if models.count < 2 { return nil }
    let rows = models.map { model -> [Scalar] in
      let name = "[`\(model.metrics.notebook)`](\(group)/\(model.folder)/report.md)"
      return [.string(name)]
        + Self.measures.map { figure("quality/\($0.name)", of: model, model.seeds) }
    }
    let means =
      models.contains { $0.seeds != nil }
      ? " Two numbers are the mean and the standard deviation over seeds." : ""
    var parts = [
      "The models side by side, below real training digits that were measured in the same way. None of these measures ranks "
        + "models: [what each of them sees, and what it overlooks](measures.md). Less is better for distances, more up to "
        + "the figure of real digits for the others, and for sharpness and diversity a figure near 1.\(means)",
      Markdown.table(
        columns: ["model"] + Self.measures.map(\.title), rows: realDigits(models) + rows),
    ]
    if let picture = pictureOfModels(group) {
      parts.append(
        Markdown.image(
          file: "\(group)/models.png", width: picture.width,
          description: "each digit, real and from each model"))
    }
    return parts.joined(separator: "\n\n")
  }

  /// The row of real training digits, as the first model has it that tells of them; none where none does.
  private func realDigits(_ models: [Entry]) -> [[Scalar]] {
    let known = models.first { model in
      model.metrics.results.keys.contains { $0.hasPrefix("quality/real/") }
    }
    guard let known else { return [] }
    return [
      [.string("real digits")]
        + Self.measures.map { figure("quality/real/\($0.name)", of: known, nil) }
    ]
  }

  /// A figure with three significant digits, over seeds where there are several; a dash where there is none.
  private func figure(_ name: String, of model: Entry, _ seeds: SeedsOfRun?) -> Scalar {
    guard let value = model.metrics.results[name]?.value.number else { return .string("–") }
    return .string(seeds?.spread(of: name) ?? NumberText.rounded(value, digits: 3))
  }

  private static let measures: [(name: String, title: String)] = [
    ("latent", "latent"), ("plain-frechet-distance", "plain distance"),
    ("frechet-distance", "whitened distance"), ("precision", "precision"), ("recall", "recall"),
    ("classification-accuracy", "classification accuracy"), ("label-agreement", "label agreement"),
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
