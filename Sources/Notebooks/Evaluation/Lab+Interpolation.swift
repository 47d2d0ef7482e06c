import Digits
import Evaluation
import Records
import Tensors

extension Lab {
  /// Four strips of pictures between pairs of standard normal codes, which the stream `interpolation` draws: for each pair the straight
  /// way above the one along the great circle, as in the other `interpolation`.
  ///
  /// - Parameters:
  ///   - dimensions: The number of latent coordinates.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, pixels] with pixels in [0, 1] of codes [m, dimensions].
  public func interpolation(
    latent dimensions: Int, line: Int = #line, file: String = #fileID, decode: (Tensor) -> Tensor
  ) {
    let ends = Tensor.normal([8, dimensions], using: stream("interpolation"))
    interpolation(
      caption: "Four ways from one code to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4), line: line, file: file, decode: decode)
  }

  /// Four strips of pictures that change their label on the way: between those of forty standard normal codes, which the stream
  /// `interpolation` draws, whose pictures the judge reads most confidently as eight different labels, or, of fewer, as
  /// different ones for each way.
  ///
  /// - Parameters:
  ///   - dimensions: The number of latent coordinates.
  ///   - digits: The data whose labels are read.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, pixels] with pixels in [0, 1] of codes [m, dimensions].
  /// - Throws: `DataError` where the digits have no labels; `NonFiniteError` if training the judge breaks down.
  public func interpolation(
    latent dimensions: Int, between digits: DigitData, line: Int = #line, file: String = #fileID,
    decode: (Tensor) -> Tensor
  ) throws {
    let codes = Tensor.normal([40, dimensions], using: stream("interpolation"))
    let reading = try judge(for: digits).reading(of: decode(codes))
    let ends = Self.ends(of: reading.labels, confidences: reading.probabilities, count: 8)
    let starts = codes.rows(at: ends.prefix(4).map { Int32($0) }[...])
    let goals = codes.rows(at: ends.suffix(4).map { Int32($0) }[...])
    let names = zip(ends.prefix(4), ends.suffix(4)).map {
      "\(reading.labels[$0]) to \(reading.labels[$1])"
    }
    interpolation(
      caption: """
        Four ways from one digit to another as the judge reads their ends, \(names.joined(separator: ", ", last: " and ")), \
        straight and along a great circle
        """, from: starts, to: goals, line: line, file: file, decode: decode)
  }

  /// Indices of `count` pictures: of every label in turn the one that is read most confidently and not yet taken, labels in
  /// the order of their confidence. The ends of a way, the first and the one half of `count` after it, differ in label where there
  /// are two labels or more.
  static func ends(of labels: [UInt8], confidences: [Float], count: Int) -> [Int] {
    let order = labels.indices.sorted { (confidences[$1], $0) < (confidences[$0], $1) }
    var ofLabel: [UInt8: [Int]] = [:]
    var distinct: [UInt8] = []
    for index in order {
      if ofLabel[labels[index]] == nil { distinct.append(labels[index]) }
      ofLabel[labels[index], default: []].append(index)
    }
    func end(_ label: Int, _ turn: Int) -> Int {
      let indices = ofLabel[distinct[label % distinct.count]] ?? []
      return indices[turn % indices.count]
    }
    let ways = count / 2
    let starts = (0..<ways).map { end($0, $0 / distinct.count) }
    // Another label than any start's where there are enough; else the next one, and another picture of it.
    let isEnough = distinct.count >= count, step = isEnough ? ways : 1
    let goals = (0..<ways).map { end($0 + step, ($0 + step) / distinct.count + (isEnough ? 0 : 1)) }
    return starts + goals
  }

  /// The same as the first for a conditional model, each way for a label of its own.
  ///
  /// - Parameters:
  ///   - dimensions: The number of latent coordinates.
  ///   - labels: The label of each way.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, pixels] of codes [m, dimensions] and labels [m].
  public func interpolation(
    latent dimensions: Int, labels: [UInt8], line: Int = #line, file: String = #fileID,
    decode: (Tensor, [UInt8]) -> Tensor
  ) {
    let ends = Tensor.normal([2 * labels.count, dimensions], using: stream("interpolation"))
    let distinct = Set(labels).sorted().map { "\($0)" }.joined(separator: ", ", last: " and ")
    interpolation(
      caption:
        "Ways between two codes of the same label (\(distinct)), straight and along a great circle",
      from: ends.firstRows(labels.count), to: ends.lastRows(labels.count), line: line, file: file
    ) { codes in
      let steps = codes.shape[0] / labels.count
      return decode(codes, (0..<codes.shape[0]).map { labels[$0 / steps] })
    }
  }

  /// A strip of pictures for each pair of latent codes: the straight way from one to the other above the one
  /// along the great circle. The pictures are logged at `/interpolations/<name>`.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - caption: What the picture shows, as Markdown.
  ///   - start: Where each way begins, [n, dimensions].
  ///   - end: Where each way ends, the same shape.
  ///   - steps: Pictures on each way, both ends included.
  ///   - shape: The size of the pictures; nil for ``imageShape``.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: Makes pictures [m, height · width · channels] with pixels in [0, 1] of codes [m, dimensions].
  public func interpolation(
    _ name: String = "interpolation", caption: String, from start: Tensor, to end: Tensor,
    steps: Int = 11, shape: ImageShape? = nil, line: Int = #line, file: String = #fileID,
    decode: (Tensor) -> Tensor
  ) {
    let shape = shape ?? imageShape
    let pairs = start.shape[0]
    let ways = [Interpolation.linear, .spherical].map {
      decode($0.path(from: start, to: end, steps: steps)).greyLevels
    }
    let length = steps * shape.size
    let pixels = (0..<pairs).flatMap { pair in
      ways.flatMap { $0[pair * length..<(pair + 1) * length] }
    }
    record(
      pixels, at: "interpolations/\(name)", shape: [2 * pairs, steps] + shape.dimensions,
      description: """
        Pictures between pairs of codes, for each pair the straight way, then the great circle; \
        \(shape.levels) [way, step, \(shape.axes)]
        """, line: line)
    let labels = (0..<pairs).flatMap { _ in ["linear", "spherical"] }
    figure(
      name, caption: caption,
      .digits(
        .whole("interpolations/\(name)"), columns: steps, rowLabels: labels), line: line, file: file
    )
  }
}
