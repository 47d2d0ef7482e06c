import Raster

/// A figure or an animation as files.
package struct RenderedPicture: Equatable, Sendable {
  package let name: String
  /// The files, their paths from the folder of the results; the first is the one shown.
  package let files: [File]
  /// The width at which it is shown, in pixels of a web page.
  package let shownWidth: Int
  /// SHA-256 of the size and the pixels of every frame.
  package let pixelSHA256: String
  /// Where the images of a digit grid lie in the still picture; nil for other figures.
  package var cells: ImageGrid.Cells?
  package let isAnimated: Bool
  package let isCover: Bool

  package struct File: Equatable, Sendable {
    package let path: String
    let bytes: [UInt8]
  }
}
