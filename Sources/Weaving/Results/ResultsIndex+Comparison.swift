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
    let (anchors, others) = anchors(of: models)
    let beside =
      others.isEmpty
      ? ""
      : " Not to be compared with the rest, since measured beside other anchors: "
        + "\(others.map { "`\($0)`" }.joined(separator: ", ")); to be run again."
    var parts = [
      "The models side by side, below anchors that were measured in the same way: training digits, and training digits to "
        + "which something was done. None of these measures ranks models: [what each of them sees, and what it "
        + "overlooks](measures.md). Less is better for distances, more up to the figure of training digits for the others, and "
        + "for sharpness and diversity a figure near 1.\(means)\(beside)",
      Markdown.table(
        columns: ["model"] + Self.measures.map(\.title), rows: self.rows(of: anchors) + rows),
    ]
    if let picture = pictureOfModels(group) {
      parts.append(
        Markdown.image(
          file: "\(group)/models.png", width: picture.width,
          description: "each digit, real and from each model"))
    }
    return parts.joined(separator: "\n\n")
  }

  /// A row for each anchor. They depend on the data alone, so it has each figure as the first model has it that tells of it.
  private func rows(of anchors: [AnchorRow]) -> [[Scalar]] {
    anchors.map { anchor in
      [.string(anchor.name)]
        + Self.measures.map { measure in
          .string(anchor.figures[measure.name].map { NumberText.rounded($0, digits: 3) } ?? "–")
        }
    }
  }

  /// The anchors of all models, in the order in which they come; and the models that have another figure of one, which are not to be
  /// compared with the others: they were measured by another version of the judge, or beside other digits.
  private func anchors(of models: [Entry]) -> (all: [AnchorRow], others: [String]) {
    var all: [AnchorRow] = []
    var others: [String] = []
    for model in models {
      let anchors = model.metrics.knownAnchors
      let differs = anchors.contains { anchor in
        let known = all.first { $0.name == anchor.name }?.figures ?? [:]
        return anchor.figures.contains { measure, figure in
          known[measure].map { $0 != figure } ?? false
        }
      }
      if differs {
        others.append(model.metrics.notebook)
        continue
      }
      for anchor in anchors {
        if let index = all.firstIndex(where: { $0.name == anchor.name }) {
          all[index].figures.merge(anchor.figures) { first, _ in first }
        } else {
          all.append(anchor)
        }
      }
    }
    return (all, others)
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

extension Metrics {
  /// What samples were measured beside: of results of earlier versions the training digits alone.
  fileprivate var knownAnchors: [AnchorRow] {
    if let anchors { return anchors }
    let prefix = "quality/real/"
    let figures = results.filter { $0.key.hasPrefix(prefix) }.compactMap { name, result in
      // As the tables have them.
      result.value.number.map {
        (String(name.dropFirst(prefix.count)), Double(NumberText.rounded($0, digits: 4)) ?? $0)
      }
    }
    if figures.isEmpty { return [] }
    return [AnchorRow(name: "training digits", figures: Dictionary(figures) { first, _ in first })]
  }
}
