import Evaluation
import Records
import Tensors

extension Lab {
  /// Shows what each coordinate of a latent space does: a row of pictures for each, along which it goes from −3 to 3 while the
  /// others stay, `figures/<name>.png`. Of many coordinates the rows are of those that change the picture most, in the
  /// coordinates' order.
  ///
  /// The change of a coordinate is the root mean square, over pixels and values, of the difference from the picture in
  /// the row's middle: a table with that of every row, the metrics `<name>/change`, the greatest, and `<name>/active`, the number
  /// of coordinates whose change is at least a tenth of it, and `<name>/changes` [coordinate] in the log, beside the pictures,
  /// `<name>/images` [coordinate, value, height, width].
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's of the metrics and in the log.
  ///   - dimensions: The number of latent coordinates.
  ///   - code: The code whose coordinates are changed one by one, [1, dimensions]; nil for 0. Its own coordinate
  ///     is the middle of the row.
  ///   - most: The greatest number of rows.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, height · width · channels] with pixels in [0, 1] of codes [m, dimensions].
  public func traversals(
    _ name: String = "traversals", latent dimensions: Int, around code: Tensor? = nil,
    most: Int = 10, line: Int = #line, file: String = #fileID, decode: (Tensor) -> Tensor
  ) {
    traversals(
      name, caption: "What each latent coordinate does, from −3 to 3 while the others stay",
      latent: dimensions, around: code, most: most, line: line, file: file, decode: decode)
  }

  /// The same for one label of a conditional model.
  ///
  /// - Parameters:
  ///   - name: As above.
  ///   - dimensions: The number of latent coordinates.
  ///   - label: The label of all pictures.
  ///   - code: As above.
  ///   - most: As above.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, height · width · channels] of codes [m, dimensions] and labels [m].
  public func traversals(
    _ name: String = "traversals", latent dimensions: Int, label: UInt8, around code: Tensor? = nil,
    most: Int = 10, line: Int = #line, file: String = #fileID,
    decode: (Tensor, [UInt8]) -> Tensor
  ) {
    traversals(
      name,
      caption: "What each latent coordinate does to a \(label), from −3 to 3 while the others stay",
      latent: dimensions, around: code, most: most, line: line, file: file
    ) { codes in decode(codes, [UInt8](repeating: label, count: codes.shape[0])) }
  }

  private func traversals(
    _ name: String, caption: String, latent dimensions: Int, around code: Tensor?, most: Int,
    line: Int, file: String, decode: (Tensor) -> Tensor
  ) {
    let center = code?.values ?? [Float](repeating: 0, count: dimensions)
    guard center.count == dimensions, dimensions > 0, most > 0 else {
      return misuse(
        "traversals of \(dimensions) coordinates in \(most) rows around \(center.count)", line)
    }
    let values: [Float] = [-3, -2, -1, 0, 1, 2, 3], middle = values.count / 2
    let codes = Tensor([dimensions * values.count, dimensions]) { output in
      for row in 0..<dimensions * values.count {
        for coordinate in 0..<dimensions {
          output[row * dimensions + coordinate] = center[coordinate]
        }
        output[row * dimensions + row / values.count] += values[row % values.count]
      }
    }
    let images = codes.mapRows(decode)
    guard let shape = shape(of: images, line) else { return }
    let pixels = images.values
    let changes = (0..<dimensions).map { coordinate -> Double in
      let first = coordinate * values.count * shape.size
      let still = first + middle * shape.size
      var sum = 0.0
      for index in 0..<values.count * shape.size {
        let difference = Double(pixels[first + index] - pixels[still + index % shape.size])
        sum += difference * difference
      }
      return (sum / Double(values.count * shape.size)).squareRoot()
    }
    let greatest = changes.max() ?? 0
    // Coordinates of equal change keep their order.
    let shown = changes.indices.sorted { (changes[$1], $0) < (changes[$0], $1) }.prefix(most)
      .sorted()
    record(
      changes, at: "\(name)/changes", shape: [dimensions],
      description: """
        Root mean square of what each latent coordinate changes in a pixel between -3 and 3, pixels in [0, 1] [coordinate]
        """, line: line)
    let levels = images.greyLevels, length = values.count * shape.size
    record(
      shown.flatMap { levels[$0 * length..<($0 + 1) * length] }, at: "\(name)/images",
      shape: [shown.count, values.count] + shape.dimensions,
      description: """
        Pictures along the latent coordinates \(shown.map { "z\($0 + 1)" }.joined(separator: ", ")), each from -3 to 3 while \
        the others stay; \(shape.levels) [coordinate, value, \(shape.axes)]
        """, line: line)
    figure(
      name, caption: caption,
      .digits(
        .whole("\(name)/images"), columns: values.count, rowLabels: shown.map { "z\($0 + 1)" },
        columnLabels: values.map {
          $0 < 0 ? "−\(Int(-$0))" : $0 > 0 && code != nil ? "+\(Int($0))" : "\(Int($0))"
        }),
      line: line, file: file)
    table(
      "Change of the picture by each coordinate, root mean square of a pixel",
      columns: shown.map { "z\($0 + 1)" }, rows: [shown.map { changes[$0].short }], line: line,
      file: file)
    metric(
      "\(name)/change", greatest, "Greatest change of the picture by a latent coordinate",
      line: line,
      file: file)
    metric(
      "\(name)/active", changes.count { $0 > 0 && $0 >= greatest / 10 }, unit: "coordinates",
      "Latent coordinates that change the picture at least a tenth as much", line: line, file: file)
  }
}
