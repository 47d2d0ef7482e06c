import Records
import Digits
import Tensors

extension Lab {
  /// Leaves a tensor in the log.
  ///
  /// - Parameters:
  ///   - tensor: The numbers.
  ///   - path: Where in the log; no two data sets share a path.
  ///   - description: What the numbers are, with the axes.
  ///   - unit: Their unit, empty for pure numbers; nil where they have several, which the description tells.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func record(
    _ tensor: Tensor, at path: String, description: String, unit: String? = "", line: Int = #line
  ) {
    record(
      tensor.values, at: path, shape: tensor.shape, description: description, unit: unit,
      line: line)
  }
}

extension Lab {
  /// Leaves rows of images in the log, at `<name>/images` [row, image, height, width], and shows them: `figures/<name>.png`.
  ///
  ///     lab.images("reconstructions", "Test digits above their reconstructions",
  ///                rows: ["digit": originals, "decoded": decoder.images(codes)])
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - rows: The images of every row with the row's label, pixels in [0, 1], [n, values] or [n, height, width, channels]; n is the same in all.
  ///   - count: Shows only the first images of every row, or all that there are if these are fewer; nil for all.
  ///   - title: The title above; nil for none.
  ///   - columnLabels: A label for every column, or none.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func images(
    _ name: String, _ caption: String, rows: KeyValuePairs<String, Tensor>, first count: Int? = nil,
    title: String? = nil, columnLabels: [String] = [], isCover: Bool = false, line: Int = #line,
    file: String = #fileID
  ) {
    let shown = rows.map { ($0.key, $0.value.firstRows(min(count ?? .max, $0.value.shape[0]))) }
    images(
      name, caption, rows: shown, title: title, columnLabels: columnLabels, isCover: isCover,
      line: line, file: file)
  }

  /// The same with rows that are known only to the run.
  func images(
    _ name: String, _ caption: String, rows: [(key: String, value: Tensor)], title: String? = nil,
    columnLabels: [String] = [], key: FigureSpec.ShadeKey? = nil, isCover: Bool = false, line: Int,
    file: String
  ) {
    let columns = rows.first?.value.shape.first ?? 0
    guard rows.allSatisfy({ $0.value.shape.first == columns }), columns > 0 else {
      return misuse(
        "the rows of \(name) have \(rows.map { $0.value.shape.first ?? 0 }) images", line)
    }
    guard let shape = shape(of: rows[0].value, line) else { return }
    let labels = rows.map(\.key).allSatisfy(\.isEmpty) ? [] : rows.map(\.key)
    record(
      rows.flatMap { $0.value.greyLevels }, at: "\(name)/images",
      shape: [rows.count, columns] + shape.dimensions,
      description: """
        \(caption)\(labels.isEmpty ? "" : "; rows: " + labels.joined(separator: ", ")); \
        \(shape.levels) [row, image, \(shape.axes)]
        """, line: line)
    figure(
      name, caption: caption,
      .digits(
        .whole("\(name)/images"), columns: columns, title: title,
        rowLabels: labels, columnLabels: columnLabels, key: key),
      isCover: isCover, line: line, file: file)
  }

  /// Leaves images in the log, at `<name>/images` [image, height, width], and shows them in rows: `figures/<name>.png`.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - images: Pixels in [0, 1], [n, values] or [n, height, width, channels].
  ///   - columns: Images in a row.
  ///   - rowLabels: A label for every row, or none.
  ///   - columnLabels: A label for every column, or none.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func images(
    _ name: String, _ caption: String, _ images: Tensor, columns: Int, rowLabels: [String] = [],
    columnLabels: [String] = [], isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    guard let shape = shape(of: images, line) else { return }
    record(
      images.greyLevels, at: "\(name)/images", shape: [images.shape[0]] + shape.dimensions,
      description: "\(caption); \(shape.levels) [image, \(shape.axes)]", line: line)
    figure(
      name, caption: caption,
      .digits(
        .whole("\(name)/images"), columns: columns, rowLabels: rowLabels, columnLabels: columnLabels
      ),
      isCover: isCover, line: line, file: file)
  }

  /// Adds a frame of images to `<name>/images` [frame, image, height, width]: what a model draws in the course of training.
  ///
  /// - Parameters:
  ///   - name: The group's name in the log.
  ///   - images: Pixels in [0, 1], [n, values] or [n, height, width, channels]; of one shape at every call.
  ///   - step: The epoch, iteration or period; must rise from frame to frame.
  ///   - description: What the images are; the first call's counts.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func appendImages(
    _ name: String, _ images: Tensor, step: Int, _ description: String, line: Int = #line
  ) {
    guard let shape = shape(of: images, line) else { return }
    append(
      images.greyLevels, to: "\(name)/images", shape: [images.shape[0]] + shape.dimensions,
      step: step,
      description: "\(description); \(shape.levels) [frame, image, \(shape.axes)]", line: line)
  }

  /// A frame of images that `appendImages` logged, pixels in [0, 1], [n, pixels]; none where there is no such frame.
  public func loggedImages(_ name: String, frame: Int) -> Tensor {
    let path = "\(name)/images"
    guard let array = record.arrays[path], array.shape.count > 2, array.shape[0] > frame else {
      return Tensor([0, imageShape.size], [])
    }
    let (count, pixels) = (array.shape[1], array.shape.dropFirst(2).reduce(1, *))
    let levels = record.bytes(path)[frame * count * pixels..<(frame + 1) * count * pixels]
    return Tensor([count, pixels], levels.map { Float($0) / 255 })
  }

  /// Leaves a model's samples in the log, at `samples/images` [n, height, width], with the labels that they were drawn for at
  /// `samples/labels`, and shows the first ones.
  ///
  /// - Parameters:
  ///   - samples: Pixels in [0, 1], [n, values] or [n, height, width, channels]; 10,000 for a generative model.
  ///   - caption: What the picture shows, as Markdown.
  ///   - labels: What the samples were drawn for, [n], in turn; nil for an unconditional model.
  ///   - model: The model's name where a notebook has several: the picture is then `samples-<model>`.
  ///   - rows: Rows in the picture: of fifteen samples, or of one for every label, which then stands above its column.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func samples(
    _ samples: Tensor, _ caption: String, labels: [UInt8]? = nil, of model: String? = nil,
    rows: Int,
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let folder = model.map { "samples/\($0)" } ?? "samples"
    self.samples(
      samples.greyLevels, labels: labels, of: model, shape: shape(of: samples, line), line: line)
    let distinct = labels.map { Set($0).sorted() } ?? []
    let columns = distinct.isEmpty ? 15 : distinct.count
    figure(
      model.map { "samples-\($0)" } ?? "samples", caption: caption,
      .digits(
        .whole("\(folder)/images"), columns: columns, count: rows * columns,
        columnLabels: distinct.map { "\($0)" }),
      isCover: isCover, line: line, file: file)
  }

  /// Codes to draw samples from, standard normal ones from the stream `samples`, and leaves them in the log, at `samples/codes`.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - dimensions: the latent space's.
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  /// - Returns: [count, dimensions].
  public func sampleCodes(_ count: Int, _ dimensions: Int, line: Int = #line) -> Tensor {
    let codes = Tensor.normal([count, dimensions], using: stream("samples"))
    record(
      codes, at: "samples/codes", description: "Codes of the samples [sample, dimension]",
      line: line)
    return codes
  }

  /// Labels to draw samples for: all of `labels` in turn, `count` of them.
  public static func inTurn(_ labels: [UInt8], count: Int) -> [UInt8] {
    (0..<count).map { labels[$0 % labels.count] }
  }
}

extension Lab {
  /// The size of images [n, values], which are as large as those of the data, [n, height, width] or
  /// [n, height, width, channels].
  func shape(of images: Tensor, _ line: Int) -> ImageShape? {
    let axes = images.shape
    switch axes.count {
    case 4: return ImageShape(height: axes[1], width: axes[2], channels: axes[3])
    case 3: return ImageShape(height: axes[1], width: axes[2])
    case 2 where axes[1] == imageShape.size: return imageShape
    default:
      misuse("a tensor of shape \(axes) is no images, nor rows of \(imageShape.size) values", line)
      return nil
    }
  }
}
