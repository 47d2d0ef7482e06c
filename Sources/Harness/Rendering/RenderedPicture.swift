import Raster

/// A figure or an animation as files.
struct RenderedPicture: Equatable, Sendable {
  let name: String
  /// The files, their paths from the folder of the results; the first is the one shown.
  let files: [File]
  /// The width at which it is shown, in pixels of a web page.
  let shownWidth: Int
  /// SHA-256 of the size and the pixels of every frame.
  let pixelSHA256: String
  /// Where the images of a digit grid lie in the still picture; nil for other figures.
  var cells: ImageGrid.Cells?
  let isAnimated: Bool
  let isCover: Bool

  struct File: Equatable, Sendable {
    let path: String
    let bytes: [UInt8]
  }
}
