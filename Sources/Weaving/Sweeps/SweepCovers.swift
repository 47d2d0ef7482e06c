import Foundation
import Platform
import Raster
import Records

/// The pictures that stand for the median and for the worst run of each setting; of two runs, for both.
struct SweepCovers {
  /// At most so many settings have pictures.
  static let mostSettings = 12

  private let summary: SweepSummary
  /// For each setting its runs that are shown.
  private let covers: [[Cover]]

  /// A run with its picture.
  private struct Cover {
    /// Which of the runs it is: `median`.
    let place: String
    let seed: UInt64
    let bitmap: Bitmap
  }

  /// Reads the pictures.
  ///
  /// - Parameter problems: is told of those that cannot be used.
  init(
    of summary: SweepSummary, runs: [String: Metrics], in group: String,
    problems: (String) -> Void
  ) {
    self.summary = summary
    covers = summary.settings.prefix(Self.mostSettings).map { row in
      Self.shown(row).compactMap { place, seed in
        guard let index = row.seeds.firstIndex(of: seed),
          let cover = runs[row.folders[index]]?.cover, !cover.isEmpty
        else { return nil }
        let path = "\(group)/\(row.folders[index])/\(cover)"
        guard let bitmap = Self.still(path) else {
          problems("\(path) is left out, which is damaged")
          return nil
        }
        return Cover(place: place, seed: seed, bitmap: bitmap)
      }
    }
  }

  /// The seeds whose runs are shown, and what they are.
  private static func shown(_ row: SweepSummary.Row) -> [(place: String, seed: UInt64)] {
    guard let median = row.medianSeed, let worst = row.worstSeed else { return [] }
    if median != worst { return [("median", median), ("worst", worst)] }
    guard row.seeds.count == 2, let other = row.seeds.first(where: { $0 != worst }) else {
      return [("median", median)]
    }
    return [("better", other), ("worse", worst)]
  }

  /// A picture, of an animation its last frame.
  private static func still(_ path: String) -> Bitmap? {
    guard let bytes = FileManager.default.contents(atPath: path).map(Array.init) else { return nil }
    if path.hasSuffix(".gif") { return (try? DecodedAnimation(gif: bytes))?.frames.last }
    return (try? Bitmap.decoding(png: bytes))?.halved()
  }

  /// The pictures, those of a setting side by side.
  func pictures() throws(RasterError) -> [SweepPicture] {
    var pictures: [SweepPicture] = []
    for (index, (row, covers)) in zip(summary.settings, covers).enumerated() where !covers.isEmpty {
      let name = summary.name(of: row)
      let panels = Panels(
        name, covers.map(\.bitmap), captions: covers.map { "\($0.place): seed \($0.seed)" })
      let runs = covers.map { "the \($0.place) run, seed \($0.seed)" }
        .joined(separator: ", and ")
      pictures.append(
        try SweepPicture(
          "runs-\(index)",
          caption: name.isEmpty
            ? runs.prefix(1).uppercased() + runs.dropFirst() : "\(name): \(runs)",
          panels.bitmap()))
    }
    return pictures
  }
}
