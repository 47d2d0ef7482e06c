import Records
import Tensors

extension Lab {
  /// Shows points of the plane with curves through them, a panel for each group of curves: `figures/<name>.png`. The points are left
  /// in the log at `<name>/points` and the curves at `<name>/<group>-<index>`, all [point, x and y].
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - points: The points, [points, 2].
  ///   - groups: Curves, [vertices, 2] each, by the name of their group.
  ///   - range: The range of both axes.
  public func curves(
    _ name: String, _ caption: String, through points: Tensor,
    _ groups: KeyValuePairs<String, [Tensor]>, range: ClosedRange<Double>, line: Int = #line,
    file: String = #fileID
  ) {
    record(points, at: "\(name)/points", description: "Points [point, x and y]", line: line)
    let panels = groups.map { group, curves in
      // The longest name, common to all panels, leaves their plots the same room.
      var clouds = [FigureSpec.Cloud(.whole("\(name)/points"), name: "points of the data")]
      for (index, curve) in curves.enumerated() {
        let path = "\(name)/\(group)-\(index)"
        record(
          curve, at: path, description: "Vertices of a curve [vertex, x and y]", line: line)
        clouds.append(.init(.whole(path), name: "curve \(index + 1)", isCurve: true))
      }
      return FigureSpec.scatter(
        clouds, title: group, x: PlotAxis("x", range), y: PlotAxis("y", range))
    }
    figure(name, caption: caption, .panels(panels), line: line, file: file)
  }
}
