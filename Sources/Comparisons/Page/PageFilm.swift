import Raster
import Weaving

/// The pictures of a figure as the page has them: those of both sides in one film, which `film.js` unpacks.
struct PageFilm: Sendable {
  /// A file of a side.
  struct Side: Sendable {
    let width: Int, height: Int
    /// In hundredths of a second, one for each picture.
    let delays: [Int]
  }

  /// What makes a film: two files that are the same make the same one.
  struct Source: Sendable, Hashable {
    let old: [UInt8]?
    let new: [UInt8]?
    let isAnimated: Bool

    init(_ figure: FigureChange) {
      (old, new, isAnimated) = (figure.old, figure.new, figure.isAnimated)
    }
  }

  /// Nil where there is no file, or no picture in it.
  let old: Side?
  let new: Side?
  /// The film as `DenseText`: the first picture of the old side, the first of the new one, the second of the old one and so on,
  /// as far as each has any.
  let text: String

  init(_ source: Source) {
    func pictures(_ file: [UInt8]?) -> (frames: [Bitmap], side: Side?) {
      // A file that came or went may be damaged; the page shows an empty place for it.
      guard let file, let animation = try? source.pictures(of: file) else { return ([], nil) }
      let first = animation.frames[0]
      return (
        animation.frames,
        Side(width: first.width, height: first.height, delays: animation.delays)
      )
    }
    let (before, after) = (pictures(source.old), pictures(source.new))
    (old, new) = (before.side, after.side)
    let frames = (0..<max(before.frames.count, after.frames.count)).flatMap { index in
      [before.frames, after.frames].compactMap { $0.indices.contains(index) ? $0[index] : nil }
    }
    text = frames.isEmpty ? "" : DenseText.text(of: Film.bytes(of: frames))
  }

  /// The name of a film in the page.
  static func name(_ number: Int) -> String { "film-\(number)" }

  /// The film as a part of the page that shows nothing.
  func html(_ number: Int) -> String {
    HTML.element("script", "type=\"text/plain\" id=\"\(Self.name(number))\"", text)
  }
}

extension PageFilm.Source {
  fileprivate func pictures(
    of file: [UInt8]
  ) throws(RasterError) -> (frames: [Bitmap], delays: [Int]) {
    if !isAnimated { return ([try Bitmap.decoding(png: file)], [0]) }
    let animation = try DecodedAnimation(gif: file)
    return (animation.frames, animation.delays)
  }
}
