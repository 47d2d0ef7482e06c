import Foundation
import Platform
import Raster
import Records

/// The pictures that stand for the median and for the worst run of each setting.
struct SweepCovers {
  /// At most so many settings have pictures.
  static let mostSettings = 12

  private let summary: SweepSummary
  private let bitmaps: [(median: Bitmap?, worst: Bitmap?)]

  /// Reads the pictures.
  ///
  /// - Parameter problems: is told of those that cannot be used.
  init(
    of summary: SweepSummary, runs: [String: Metrics], in group: String,
    problems: (String) -> Void
  ) {
    self.summary = summary
    bitmaps = summary.settings.prefix(Self.mostSettings).map { row in
      func bitmap(_ seed: UInt64?) -> Bitmap? {
        guard let seed, let place = row.seeds.firstIndex(of: seed),
          let cover = runs[row.folders[place]]?.cover, !cover.isEmpty
        else { return nil }
        let path = "\(group)/\(row.folders[place])/\(cover)"
        let bitmap = Self.still(path)
        if bitmap == nil { problems("\(path) is left out, which is damaged") }
        return bitmap
      }
      return (bitmap(row.medianSeed), bitmap(row.worstSeed))
    }
  }

  /// A picture, of an animation its last frame.
  private static func still(_ path: String) -> Bitmap? {
    guard let bytes = FileManager.default.contents(atPath: path).map(Array.init) else { return nil }
    if path.hasSuffix(".gif") { return (try? DecodedAnimation(gif: bytes))?.frames.last }
    return (try? Bitmap.decoding(png: bytes))?.halved()
  }

  /// The pictures, both of a setting side by side.
  func pictures() throws(RasterError) -> [SweepPicture] {
    var pictures: [SweepPicture] = []
    for (index, (row, bitmaps)) in zip(summary.settings, bitmaps).enumerated() {
      guard let median = bitmaps.median, let worst = bitmaps.worst, let medianSeed = row.medianSeed,
        let worstSeed = row.worstSeed
      else { continue }
      let name = summary.name(of: row)
      let panels = Panels(
        name, [median, worst],
        captions: ["median: seed \(medianSeed)", "worst: seed \(worstSeed)"])
      pictures.append(
        try SweepPicture(
          "runs-\(index)",
          caption: "\(name.isEmpty ? "The" : "\(name): the") median run, seed "
            + "\(medianSeed), and the worst, seed \(worstSeed)", panels.bitmap()))
    }
    return pictures
  }
}
