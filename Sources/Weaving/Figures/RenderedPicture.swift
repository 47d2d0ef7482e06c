import Raster

/// A figure or an animation as a file.
package struct RenderedPicture: Equatable, Sendable {
  package let name: String
  /// The file's path from the folder of the results.
  package let path: String
  /// The contents of the file.
  package let bytes: [UInt8]
  /// The width at which it is shown, in pixels of a web page.
  package let shownWidth: Int
  /// SHA-256 of the size and the pixels of every frame.
  package let pixelSHA256: String
  /// Where the images of a grid lie in the file's pixels; nil for other figures.
  package var cells: ImageGrid.Cells?
  package let isAnimated: Bool
  package let isCover: Bool
}
