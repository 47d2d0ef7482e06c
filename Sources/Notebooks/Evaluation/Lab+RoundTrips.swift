import Evaluation
import Records
import Tensors

/// Pictures of two kinds, A and B, what a translation between them makes of them, and what the way back makes of that;
/// pixels in [0, 1], [n, values] each.
public struct RoundTrips {
  /// Pictures as they are given.
  public let a, b: Tensor
  /// B made of `a`, and A made of `b`.
  public let toB, toA: Tensor
  /// A made of ``toB``, which the cycle's loss compares with `a`, and B made of ``toA``.
  public let backToA, backToB: Tensor

  /// Translates pictures there and back, some hundred at a time.
  ///
  /// - Parameters:
  ///   - a: pictures of kind A, [n, values].
  ///   - b: as many pictures of kind B, or another number of them.
  ///   - translateToB: makes B of A.
  ///   - translateToA: makes A of B.
  public init(
    a: Tensor, b: Tensor, toB translateToB: (Tensor) -> Tensor, toA translateToA: (Tensor) -> Tensor
  ) {
    (self.a, self.b) = (a, b)
    (toB, toA) = (a.mapRows(translateToB), b.mapRows(translateToA))
    (backToA, backToB) = (toB.mapRows(translateToA), toA.mapRows(translateToB))
  }

  /// Pictures in a row.
  fileprivate var columns: Int { min(12, a.shape[0], b.shape[0]) }

  /// The first pictures of each kind and what becomes of them: six rows.
  fileprivate var rows: [Tensor] {
    [b, toA, backToB, a, toB, backToA].map { $0.firstRows(columns) }
  }

  fileprivate static func labels(_ kinds: (a: String, b: String)) -> [String] {
    [kinds.b, "to \(kinds.a)", "and back", kinds.a, "to \(kinds.b)", "and back"]
  }
}

extension Lab {
  /// Shows the first twelve pictures of each kind, translated, and translated back: `figures/<name>.png`, and the
  /// pictures at `<name>/images`.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - trips: What is shown.
  ///   - kinds: What the kinds are called beside the rows.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func roundTrips(
    _ name: String, _ trips: RoundTrips, kinds: (a: String, b: String), isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    images(
      name, "Test pictures, translated, and translated back",
      rows: zip(RoundTrips.labels(kinds), trips.rows).map { ($0, $1) },
      isCover: isCover, line: line, file: file)
  }

  /// Shows and measures round trips of pictures whose true translations are known: picture i of A is that of picture i
  /// of B.
  ///
  /// Leaves what `readings` leaves of `untranslated` pictures of A, of those `translated` to B, and of pictures of B
  /// `there and back`, and the metric `<name>/overlap`: the share of ink that pictures of B, translated to A, have in
  /// common with their true translations.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group of the metrics and of the pictures in the log.
  ///   - trips: As many pictures of A as of B.
  ///   - kinds: What the kinds are called.
  ///   - labels: What the pictures show, [n].
  ///   - yardstick: A judge of pictures of B.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func measuredRoundTrips(
    _ name: String, _ trips: RoundTrips, kinds: (a: String, b: String), labels: [UInt8],
    by yardstick: Yardstick, isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    roundTrips(name, trips, kinds: kinds, isCover: isCover, line: line, file: file)
    readings(
      name,
      "What the judge reads of each \(kinds.a), as it is and translated, and of each \(kinds.b) there and back",
      of: ["untranslated": trips.a, "translated": trips.toB, "there and back": trips.backToB],
      labels: labels, by: yardstick, line: line, file: file)
    metric(
      "\(name)/overlap", overlap(of: trips.toA, with: trips.a).mean, unit: "share",
      "Ink that a \(kinds.b), translated, has in common with its true \(kinds.a)", better: .more,
      line: line, file: file)
  }

  /// Adds a frame of the same to `<name>/images`.
  ///
  /// - Parameters:
  ///   - name: The group's name in the log.
  ///   - trips: Of the same pictures at every call.
  ///   - step: The step; must rise from frame to frame.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func appendRoundTrips(
    _ name: String, _ trips: RoundTrips, step: Int, line: Int = #line
  ) {
    appendImages(
      name, trips.rows.concatenated(along: 0), step: step,
      "Test pictures of two kinds, translated, and translated back", line: line)
  }

  /// Shows the frames that ``appendRoundTrips(_:_:step:line:)`` logged: `figures/<name>.gif`.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - kinds: What the kinds are called beside the rows.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func roundTripsAnimation(
    _ name: String, kinds: (a: String, b: String), line: Int = #line, file: String = #fileID
  ) {
    let columns = (record.arrays["\(name)/images"]?.shape[1] ?? 6) / 6
    animation(
      name, caption: "The same pictures while training",
      .digits(
        .each("\(name)/images"), columns: columns, rowLabels: RoundTrips.labels(kinds)),
      steps: "\(name)/steps", unit: "step", line: line, file: file)
  }
}
