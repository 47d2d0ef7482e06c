import Records

extension Lab {
  /// Shows how the manifold formed that `manifold(_:images:step:)` logged: `figures/<name>.gif`.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - manifold: what was decoded, as in `/manifold/<manifold>`.
  ///   - maximumFrames: at most so many frames are drawn, evenly chosen, the last one among them.
  ///   - isCover: whether the picture stands for the notebook in the index.
  public func manifoldAnimation(
    _ name: String, _ caption: String, of manifold: String = "digits", maximumFrames: Int = 16,
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption, .image(.each("manifold/\(manifold)")), steps: "manifold/steps",
      unit: stepUnit, maximumFrames: maximumFrames, delay: 40, isCover: isCover, line: line,
      file: file)
  }

  /// Shows how the manifolds of all labels formed that `labelManifolds(of:dimensions:step:decode:)` logged, side by side.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - labels: the labels.
  ///   - isCover: whether the picture stands for the notebook in the index.
  public func labelManifoldAnimation(
    _ name: String, _ caption: String, of labels: [UInt8], isCover: Bool = false, line: Int = #line,
    file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .labelPanels(labels) { .image(.each("manifold/label-\($0)"), scale: 1) },
      steps: "manifold/steps", unit: stepUnit, maximumFrames: 9, delay: 40, isCover: isCover,
      line: line,
      file: file)
  }

  /// Shows how the codes moved that `latents(_:labels:step:)` logged: the first two dimensions, a colour for each label.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - range: the range of both axes.
  public func codesAnimation(
    _ name: String, _ caption: String, range: ClosedRange<Double>, line: Int = #line,
    file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .scatter(
        .each("latents/codes"), labels: "latents/labels", x: PlotAxis("z1", range),
        y: PlotAxis("z2", range)),
      steps: "latents/steps", unit: stepUnit, maximumFrames: 12, line: line, file: file)
  }

  /// The same with a panel for each label.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - labels: the labels.
  ///   - range: the range of both axes.
  public func codesAnimation(
    _ name: String, _ caption: String, of labels: [UInt8], range: ClosedRange<Double>,
    line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .labelPanels(labels) { label in
        .scatter(
          [.init(.each("latents/codes"), labels: "latents/labels", onlyLabel: Int(label))],
          title: "label \(label)", x: PlotAxis("z1", range), y: PlotAxis("z2", range), side: 340)
      },
      steps: "latents/steps", unit: stepUnit, maximumFrames: 10, line: line, file: file)
  }

  /// Shows the frames of images that `appendImages(_:_:step:_:)` logged.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - images: the group's name in the log.
  ///   - columns: images in a row.
  ///   - isCover: whether the picture stands for the notebook in the index.
  public func imagesAnimation(
    _ name: String, _ caption: String, of images: String, columns: Int, isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption, .digits(.each("\(images)/images"), columns: columns),
      steps: "\(images)/steps", unit: stepUnit, isCover: isCover, line: line, file: file)
  }
}
