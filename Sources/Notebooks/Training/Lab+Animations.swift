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
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func manifoldAnimation(
    _ name: String, _ caption: String, of manifold: String = "digits", maximumFrames: Int = 12,
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let height = record.arrays["manifold/\(manifold)"]?.shape.dropFirst().first ?? 0
    let side = height.isMultiple(of: imageShape.height) ? height / imageShape.height : 0
    animation(
      name, caption: caption, .image(.each("manifold/\(manifold)"), lattice: Self.lattice(side)),
      steps: "manifold/steps",
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
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func labelManifoldAnimation(
    _ name: String, _ caption: String, of labels: [UInt8], isCover: Bool = false, line: Int = #line,
    file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .labelPlanes(labels, lattice: LatentGrid.ofLabels(dimensions: 2).lattice) {
        .each("manifold/label-\($0)")
      },
      steps: "manifold/steps", unit: stepUnit, maximumFrames: 7, delay: 40, isCover: isCover,
      line: line,
      file: file)
  }

  /// Shows how the codes moved that `latents(_:labels:step:)` logged: the first two dimensions, a colour for each label.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - range: the range of both axes.
  ///   - showsPrior: whether there is a circle that holds 95 % of the standard normal distribution, which is what codes of a
  ///     variational autoencoder should have.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func codesAnimation(
    _ name: String, _ caption: String, range: ClosedRange<Double>, showsPrior: Bool = true,
    line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .scatter(
        .each("latents/codes"), labels: "latents/labels", x: PlotAxis("z1", range),
        y: PlotAxis("z2", range), circles: showsPrior ? [.prior] : []),
      steps: "latents/steps", unit: stepUnit, maximumFrames: 9, line: line, file: file)
  }

  /// The same with a panel for each label.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - labels: the labels.
  ///   - range: the range of both axes.
  ///   - showsPrior: as above.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func codesAnimation(
    _ name: String, _ caption: String, of labels: [UInt8], range: ClosedRange<Double>,
    showsPrior: Bool = true, line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption,
      .labelPanels(labels) { label in
        .scatter(
          [.init(.each("latents/codes"), labels: "latents/labels", onlyLabel: Int(label))],
          title: "label \(label)", x: PlotAxis("z1", range), y: PlotAxis("z2", range),
          circles: showsPrior ? [.smallPrior] : [], side: 340)
      },
      steps: "latents/steps", unit: stepUnit, maximumFrames: 7, line: line, file: file)
  }

  /// Shows the frames of images that `appendImages(_:_:step:_:)` logged.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - images: the group's name in the log.
  ///   - columns: images in a row.
  ///   - isCover: whether the picture stands for the notebook in the index.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func imagesAnimation(
    _ name: String, _ caption: String, of images: String, columns: Int, isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    animation(
      name, caption: caption, .digits(.each("\(images)/images"), columns: columns),
      steps: "\(images)/steps", unit: stepUnit, isCover: isCover, line: line, file: file)
  }

  /// Shows the last frame of images that `appendImages(_:_:step:_:)` logged: `figures/<name>.png`, as large as a few images can be.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - images: the group's name in the log.
  ///   - columns: images in a row.
  ///   - isCover: whether the picture stands for the notebook in the index.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func lastImages(
    _ name: String, _ caption: String, of images: String, columns: Int, isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    figure(
      name, caption: caption, .digits(.last("\(images)/images"), columns: columns),
      isCover: isCover, line: line, file: file)
  }
}
