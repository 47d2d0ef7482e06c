import Records
import Tensors

extension Lab {
  /// Shows how two coordinates of points are distributed together, as shades: `figures/<name>.png`, and counts at
  /// `<name>/counts` [row, column], row 0 being the least of the second coordinate. Points outside the ranges are
  /// left out.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - points: [n, dimensions], of which the first two are shown.
  ///   - axes: The axes of both, with ranges.
  ///   - cells: Cells along each side.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func joint(
    _ name: String, _ caption: String, of points: Tensor, axes: [PlotAxis], cells: Int = 80,
    line: Int = #line, file: String = #fileID
  ) {
    guard points.shape.count == 2, points.shape[1] >= 2, axes.count == 2,
      let x = axes[0].range, let y = axes[1].range
    else {
      return misuse(
        "points of shape \(points.shape) and \(axes.count) axes: [n, 2] and two ranges are needed",
        line)
    }
    var counts = [Int64](repeating: 0, count: cells * cells)
    func cell(_ value: Float, _ range: ClosedRange<Double>) -> Int? {
      guard range.contains(Double(value)) else { return nil }
      let share = (Double(value) - range.lowerBound) / (range.upperBound - range.lowerBound)
      return min(cells - 1, Int(share * Double(cells)))
    }
    for (first, second) in zip(points.column(0), points.column(1)) {
      if let column = cell(first, x), let row = cell(second, y) {
        counts[row * cells + column] += 1
      }
    }
    record(
      counts, at: "\(name)/counts", shape: [cells, cells],
      description:
        "\(caption): points in each cell, from the least of either coordinate [row, column]",
      line: line)
    figure(
      name, caption: caption, .density(.whole("\(name)/counts"), x: axes[0], y: axes[1]),
      line: line,
      file: file)
  }
}
