import Evaluation
import Kernels
import Records
import Tensors

extension Lab {
  /// Random codes with the mean and the deviation of given ones in each coordinate, from the stream `random codes`,
  /// and otherwise independent and normal; and a picture of the first two coordinates of at most 2,000 of both,
  /// `figures/<name>.png`.
  ///
  /// - Parameters:
  ///   - count: How many codes.
  ///   - name: The picture's name, and the group's in the log.
  ///   - codes: Codes of digits, [n, dimensions] with two dimensions or more.
  ///   - labels: The digits' labels, [n].
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: [count, dimensions].
  public func randomCodes(
    _ count: Int, _ name: String, like codes: Tensor, labels: [UInt8], line: Int = #line,
    file: String = #fileID
  ) -> Tensor {
    let dimensions = codes.shape[1]
    let moments = (0..<dimensions).map { Moments(of: codes.column($0)) }
    let deviations = Tensor([1, dimensions], moments.map { Float($0.deviation) })
    let means = Tensor([1, dimensions], moments.map { Float($0.mean) })
    let normal = Tensor.normal([count, dimensions], using: stream("random codes"))
    let random = normal * deviations + means
    let shown = min(2000, count, labels.count)
    record(
      codes.firstRows(shown), at: "\(name)/digits",
      description: "Codes of digits [digit, dimension]",
      line: line)
    record(
      Array(labels.prefix(shown)), at: "\(name)/labels", shape: [shown],
      description: "Labels of the digits whose codes are shown [digit]", line: line)
    record(
      random.firstRows(shown), at: "\(name)/random", description: "Random codes [code, dimension]",
      line: line)
    // Equally long, so that distances compare.
    let reach = moments.prefix(2).map { 4 * $0.deviation }.max() ?? 1
    let axes = zip(["z1", "z2"], moments).map {
      PlotAxis($0, from: $1.mean - reach, to: $1.mean + reach)
    }
    figure(
      name, caption: "Two coordinates of the digits' codes, and of random codes",
      .panels([
        .scatter(
          .whole("\(name)/digits"), labels: .whole("\(name)/labels"), title: "digits", x: axes[0],
          y: axes[1]),
        .scatter(.whole("\(name)/random"), title: "random", x: axes[0], y: axes[1]),
      ]), line: line, file: file)
    return random
  }

  /// Counts the units of a code that are dead, 0 for all digits, and how many are at work, which are not 0: a table,
  /// and for each code the metrics `<name>/dead`, a number of units, and `<name>/active`, the mean share of units at
  /// work for a digit.
  ///
  /// - Parameters:
  ///   - subject: What the codes differ in, for the heading: `penalty`.
  ///   - codes: Codes of the same digits by name, [n, units].
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func units(
    _ subject: String, _ codes: KeyValuePairs<String, Tensor>, line: Int = #line,
    file: String = #fileID
  ) {
    let rows = codes.map { name, codes in
      let units = codes.shape[1]
      let dead = (0..<units).count { codes.column($0).allSatisfy { $0 == 0 } }
      let active = Double(codes.values.count { $0 != 0 }) / Double(max(1, codes.count))
      metric(
        "\(name)/dead", dead, unit: "units", "Dead units, \(subject) \(name)", line: line,
        file: file)
      metric(
        "\(name)/active", active, unit: "share", "Units at work for a digit, \(subject) \(name)",
        line: line, file: file)
      return [name, dead, units, active] as [any ScalarRepresentable]
    }
    table(
      "Units of the code", columns: [subject, "dead", "of", "share at work"], rows: rows,
      line: line,
      file: file)
  }
}

extension Tensor {
  /// Axes over the middle of codes, [n, 2]: from the hundredth part of each coordinate to the ninety-ninth, for a few
  /// codes lie far out.
  public var middleAxes: [PlotAxis] {
    (0..<2).map { coordinate in
      let sorted = column(coordinate).sorted().map(Double.init)
      let margin = sorted.count / 100
      let (least, greatest) = (sorted[margin], sorted[sorted.count - 1 - margin])
      // Codes that do not vary stand in the middle.
      let room = least < greatest ? 0.0 : 1
      return PlotAxis("z\(coordinate + 1)", least - room...greatest + room)
    }
  }

  /// An even grid of side² points of the plane over the ranges of two axes, row by row from the top, [side², 2].
  public static func grid(side: Int = 15, over axes: [PlotAxis]) -> Tensor {
    let ranges = axes.prefix(2).map { $0.range ?? 0...1 }
    require(side > 1 && ranges.count == 2, "a grid of \(side) over \(axes.count) axes")
    return Tensor([side * side, 2]) { points in
      for index in 0..<side * side {
        for (axis, step) in [index % side, side - 1 - index / side].enumerated() {
          let share = Double(step) / Double(side - 1)
          let range = ranges[axis]
          points[2 * index + axis] = Float(
            range.lowerBound + share * (range.upperBound - range.lowerBound))
        }
      }
    }
  }
}
