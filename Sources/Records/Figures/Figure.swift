import Raster

/// A kind of figure: what it reads from the log, and how it is drawn.
package protocol Figure: Codable, Equatable, Sendable {
  /// The word that stands for the kind in a log.
  static var kind: String { get }

  /// The data sets, or their entries, that may differ from frame to frame of an animation.
  var references: [ArrayReference] { get }

  /// Refuses numbers and texts that no figure has.
  func check() throws(RenderingError)

  /// The picture of these data.
  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap

  /// Where the images of a grid lie; nil for other figures.
  func cells(of data: FigureData) throws(RenderingError) -> ImageGrid.Cells?
}

extension Figure {
  package func cells(of data: FigureData) throws(RenderingError) -> ImageGrid.Cells? { nil }
}
