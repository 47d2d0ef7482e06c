import Records

extension Lab {
  /// Shows named points of the plane, such as models by two measures: `figures/<name>.png`. The points are left in the
  /// log at `<name>/<index>` [point, x and y], one each.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - points: Each point with the name that the legend has.
  ///   - title: The title above.
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func points(
    _ name: String, _ caption: String, _ points: [(name: String, x: Double, y: Double)],
    title: String, x: PlotAxis, y: PlotAxis, line: Int = #line, file: String = #fileID
  ) {
    let clouds = points.enumerated().map { index, point in
      record(
        [Float(point.x), Float(point.y)], at: "\(name)/\(index)", shape: [1, 2],
        description: "\(point.name): \(x.label) and \(y.label) [point, x and y]", unit: nil,
        line: line)
      return FigureSpec.Cloud(.whole("\(name)/\(index)"), name: point.name)
    }
    figure(
      name, caption: caption, .scatter(clouds, title: title, x: x, y: y, square: false),
      line: line, file: file)
  }
}
