import Records
import Tensors

extension Lab {
  /// Shows points of the plane with curves through them, a panel for each group of curves: `figures/<name>.png`. The
  /// points are left in the log at `<name>/points` and the curves at `<name>/<group>-<index>`, all [point, x and y].
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - points: The points, [points, 2].
  ///   - groups: Curves, [vertices, 2] each, by the name of their group.
  ///   - range: The range of both axes.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func curves(
    _ name: String, _ caption: String, through points: Tensor,
    _ groups: KeyValuePairs<String, [Tensor]>, range: ClosedRange<Double>, line: Int = #line,
    file: String = #fileID
  ) {
    record(
      points, at: "\(name)/points", description: "Points of the data [point, x and y]", line: line)
    let panels = groups.map { group, curves in
      // The longest name, common to all panels, leaves their plots the same room.
      var clouds = [FigureSpec.Cloud(.whole("\(name)/points"), name: "points of the data")]
      for (index, curve) in curves.enumerated() {
        let path = "\(name)/\(group)-\(index)"
        record(
          curve, at: path, description: "Vertices of \(group) curve \(index + 1) [vertex, x and y]",
          line: line)
        clouds.append(.init(.whole(path), name: "curve \(index + 1)", isCurve: true))
      }
      return FigureSpec.scatter(
        clouds, title: group, x: PlotAxis("x", range), y: PlotAxis("y", range))
    }
    figure(name, caption: caption, .panels(panels), line: line, file: file)
  }

  /// Leaves points of the plane in the log, at `<name>/<group>-points` [point, x and y], for curves to be shown among
  /// them.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - group: Whose points they are: the name of a panel.
  ///   - points: [points, 2].
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func curvePoints(_ name: String, _ group: String, _ points: Tensor, line: Int = #line) {
    record(
      points, at: "\(name)/\(group)-points",
      description: "Points among which the curve \(group) is shown [point, x and y]", line: line)
  }

  /// Adds a frame of a curve to `<name>/<group>` [frame, vertex, x and y].
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - group: Which curve: the name of a panel.
  ///   - curve: [vertices, 2], of one shape at every call.
  ///   - step: The epoch.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func appendCurve(
    _ name: String, _ group: String, _ curve: Tensor, step: Int, line: Int = #line
  ) {
    append(
      curve.values, to: "\(name)/\(group)", shape: curve.shape, step: step,
      description: "Vertices of the curve \(group) [frame, vertex, x and y]", line: line)
  }

  /// Shows how curves moved that `appendCurve` logged, each in a panel with its points: `figures/<name>.gif`.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - caption: What the picture shows, as Markdown.
  ///   - groups: The panels.
  ///   - range: The range of both axes.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func curvesAnimation(
    _ name: String, _ caption: String, of groups: [String], range: ClosedRange<Double>,
    line: Int = #line, file: String = #fileID
  ) {
    let panels = groups.map { group in
      FigureSpec.scatter(
        [
          .init(.whole("\(name)/\(group)-points"), name: "points"),
          .init(.each("\(name)/\(group)"), name: "decoded", isCurve: true),
        ], title: group, x: PlotAxis("x", range), y: PlotAxis("y", range))
    }
    animation(
      name, caption: caption, .panels(panels), steps: "\(name)/steps", maximumFrames: 20, delay: 25,
      line: line, file: file)
  }
}
