import Digits
import Evaluation
import Layers
import Records
import Tensors

extension Lab {
  /// Leads from digits to others in three ways: in pixels, straight in codes, and along the shortest way on the
  /// surface that a decoder makes of its codes.
  ///
  /// Shows the first three pairs in strips, `figures/<name>.png`, the first eight on the way,
  /// `figures/<name>-moving.gif`, and where the codes have two dimensions the ways of the second pair among other
  /// codes, `figures/<name>-plane.png`. Leaves the metrics `<name>/length`, how long the shortest ways are, those
  /// straight in codes being 1 (the mean), and `<name>/pixels`, `<name>/codes` and `<name>/shortest`, how far
  /// pictures halfway are from the nearest digit of a set (the mean).
  ///
  /// - Parameters:
  ///   - name: The group of the pictures, the metrics and the data sets.
  ///   - from: The digits where each way begins, two pairs at least, [n, pixels].
  ///   - to: The digits where each way ends, the same shape.
  ///   - digits: What pictures halfway are compared with; the first ten thousand are.
  ///   - searchSteps: Steps in search of the shortest ways.
  ///   - codes: Codes to draw the ways among, [m, dimensions].
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - encode: Makes codes [m, dimensions] of digits.
  ///   - decode: Makes pictures [m, pixels] of codes; differentiable.
  /// - Throws: `NonFiniteError` if the decoder's pictures are not finite; `RecordingError` where the notebook has
  ///   made a mistake before.
  public func ways(
    _ name: String, from: Tensor, to: Tensor, near digits: DigitSet, searchSteps: Int,
    among codes: Tensor, line: Int = #line, file: String = #fileID,
    encode: (Tensor) -> Tensor, decode: (Tensor) -> Tensor
  ) throws {
    try throwMistake()
    reporter.live(label("shortest ways"))
    defer { reporter.clear() }
    let steps = 21
    let (start, end) = (encode(from), encode(to))
    let straight = Interpolation.linear.path(from: start, to: end, steps: steps)
    let shortest = try shortestWays(
      from: start, to: end, nodes: steps, steps: searchSteps, decode: decode)
    let ways = [
      ("pixels", Interpolation.linear.path(from: from, to: to, steps: steps)),
      ("codes", decode(straight)), ("shortest", decode(shortest)),
    ]
    showStrips(name, of: ways, steps, pairs: min(3, from.shape[0]), line, file)
    showMoving(name, of: ways, steps, pairs: min(8, from.shape[0]), line, file)
    if codes.shape[1] == 2, from.shape[0] > 1 {
      showPlane(name, straight, shortest, steps, among: codes, line, file)
    }
    let travelled = [straight, shortest].map { lengths(of: $0, nodes: steps, decode: decode) }
    // A digit paired with one of the same code has no way to go.
    let ratios = zip(travelled[1], travelled[0]).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
    metric(
      "\(name)/length", ratios.reduce(0, +) / Double(max(1, ratios.count)),
      "Mean length of the shortest ways, those straight in codes being 1", better: .less,
      line: line, file: file)
    let search = NearestDigits(in: digits, first: 10_000)
    for (way, pictures) in ways {
      let halfway = pictures.steps([steps / 2], of: steps, pairs: from.shape[0])
      let distances = search.matches(for: halfway).map { Double($0.distance) }
      metric(
        "\(name)/\(way)", distances.reduce(0, +) / Double(distances.count),
        "Mean distance of a picture halfway from the nearest training digit, \(way)",
        better: .less, line: line, file: file)
    }
  }

  private func showStrips(
    _ name: String, of ways: [(String, Tensor)], _ steps: Int, pairs: Int, _ line: Int,
    _ file: String
  ) {
    let shown = Array(stride(from: 0, to: steps, by: 2))
    let strips = (0..<pairs).flatMap { pair in
      ways.map { way in
        way.1.rows(at: shown.map { Int32(pair * steps + $0) }[...])
      }
    }
    images(
      name, "From one digit to another: in pixels, in codes, and along the shortest way",
      strips.concatenated(along: 0), columns: shown.count,
      rowLabels: (0..<pairs).flatMap { _ in ways.map(\.0) }, line: line, file: file)
  }

  private func showMoving(
    _ name: String, of ways: [(String, Tensor)], _ steps: Int, pairs: Int, _ line: Int,
    _ file: String
  ) {
    for step in 0..<steps {
      let pictures = ways.map { $0.1.steps([step], of: steps, pairs: pairs) }
      appendImages(
        "\(name)-moving", pictures.concatenated(along: 0), step: step,
        "Pictures on the way, of each pair in pixels, in codes and on the shortest way", line: line)
    }
    animation(
      "\(name)-moving", caption: "Digits become others, in the same three ways",
      .digits(.each("\(name)-moving/images"), columns: pairs, rowLabels: ways.map(\.0)),
      maximumFrames: steps, delay: 15, line: line, file: file)
  }

  private func showPlane(
    _ name: String, _ straight: Tensor, _ shortest: Tensor, _ steps: Int, among codes: Tensor,
    _ line: Int, _ file: String
  ) {
    let folder = "\(name)-plane"
    record(
      codes, at: "\(folder)/codes", description: "Codes of digits [digit, dimension]", line: line)
    var clouds = [FigureSpec.Cloud(.whole("\(folder)/codes"), name: "digits")]
    for (way, nodes) in [("straight", straight), ("shortest", shortest)] {
      let second = nodes.slice(steps..<2 * steps, along: 0)
      // Vertices so close that they make a line.
      let vertices = Interpolation.linear.path(
        from: second.firstRows(steps - 1), to: second.lastRows(steps - 1), steps: 20)
      record(
        vertices, at: "\(folder)/\(way)",
        description: "Codes on the \(way) way [vertex, dimension]",
        line: line)
      clouds.append(.init(.whole("\(folder)/\(way)"), name: way, isCurve: true))
    }
    let second = [straight, shortest].map { $0.slice(steps..<2 * steps, along: 0) }
    let axes = axes(around: second.concatenated(along: 0))
    figure(
      folder, caption: "The second of these ways among the codes of digits",
      .scatter(clouds, x: axes[0], y: axes[1]), line: line, file: file)
  }

  /// Axes of equal scale in whose middle codes take half of the room.
  private func axes(around codes: Tensor) -> [PlotAxis] {
    let ends = (0..<2).map { axis in
      let values = codes.column(axis).map(Double.init)
      return (least: values.min() ?? 0, greatest: values.max() ?? 0)
    }
    let extent = ends.map { $0.greatest - $0.least }.max() ?? 0
    return ends.enumerated().map { index, ends in
      let middle = 0.5 * (ends.least + ends.greatest)
      return PlotAxis("z\(index + 1)", from: middle - extent, to: middle + extent)
    }
  }
}

extension Tensor {
  /// Of ways one after the other, each of `count` rows, some steps of the first `pairs`, step by step.
  fileprivate func steps(_ steps: [Int], of count: Int, pairs: Int) -> Tensor {
    rows(at: steps.flatMap { step in (0..<pairs).map { Int32($0 * count + step) } }[...])
  }
}
