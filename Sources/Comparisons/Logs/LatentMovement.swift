import Platform
import Raster
import Records

/// How the mean latent code of each label moved, at the end of training.
struct LatentMovement: Sendable {
  /// The mean of a label's codes.
  struct Mean: Sendable, Equatable {
    let label: Int64
    /// A coordinate for each dimension.
    let old: [Double]
    let new: [Double]

    /// How far it moved.
    var distance: Double {
      zip(old, new).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }.squareRoot()
    }
  }

  let means: [Mean]
  /// PNG: an arrow from the old to the new mean of every label, in the first two dimensions.
  let picture: [UInt8]

  /// Nil where a log has no codes, they have other shapes or labels, or they are the same.
  init?(_ old: RunRecord, _ new: RunRecord) {
    guard old.arrays["latents/codes"] != new.arrays["latents/codes"],
      let before = Self.means(old), let after = Self.means(new)
    else { return nil }
    let means = before.keys.sorted().compactMap { label -> Mean? in
      guard let one = before[label], let other = after[label], one.count == other.count else {
        return nil
      }
      return Mean(label: label, old: one, new: other)
    }
    guard !means.isEmpty else { return nil }
    self.means = means
    let arrows = means.map { mean in
      ArrowPlot.Arrow(
        "\(mean.label)", fromX: mean.old[0], fromY: mean.old.count > 1 ? mean.old[1] : 0,
        toX: mean.new[0], toY: mean.new.count > 1 ? mean.new[1] : 0)
    }
    let plot = ArrowPlot(
      "Mean codes, from old to new", x: Axis("z1"), y: Axis("z2"), arrows: arrows)
    picture = PNGFile.bytes(of: plot.bitmap())
  }

  /// The mean of each label's codes in the last frame.
  private static func means(_ record: RunRecord) -> [Int64: [Double]]? {
    guard let codes = record.arrays["latents/codes"], codes.shape.count == 3,
      let labels = record.arrays["latents/labels"], codes.shape[0] > 0, codes.shape[2] > 0,
      labels.shape == [codes.shape[1]]
    else { return nil }
    let (count, dimensions) = (codes.shape[1], codes.shape[2])
    let values = codes.doubles.suffix(count * dimensions)
    var sums: [Int64: [Double]] = [:]
    var counts: [Int64: Int] = [:]
    for (index, label) in labels.doubles.enumerated() {
      let start = values.startIndex + index * dimensions
      let key = Int64(label)
      var sum = sums[key] ?? [Double](repeating: 0, count: dimensions)
      for dimension in 0..<dimensions { sum[dimension] += values[start + dimension] }
      sums[key] = sum
      counts[key, default: 0] += 1
    }
    return sums.reduce(into: [:]) { means, entry in
      means[entry.key] = entry.value.map { $0 / Double(counts[entry.key] ?? 1) }
    }
  }

  /// For people, a line each.
  var lines: [String] {
    func point(_ code: [Double]) -> String {
      "(" + code.prefix(4).map { NumberText.rounded($0, digits: 3) }.joined(separator: ", ")
        + (code.count > 4 ? ", …)" : ")")
    }
    return means.map {
      "mean code of \($0.label): \(point($0.old)) → \(point($0.new)), "
        + "\(NumberText.rounded($0.distance, digits: 3)) away"
    }
  }
}

extension NotebookDifference {
  /// The file of the picture of the latent codes, from the folder of pictures.
  var latentsPath: String { "\(place.path)/latents-codes-moved.png" }
}
