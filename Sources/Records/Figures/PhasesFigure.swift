import Raster

/// The phases of an adversarial training over numbers, side by side.
struct PhasesFigure: Figure {
  static let kind = "phases"

  /// What stands above each panel.
  let titles: [String]
  /// The group of the log that has what is drawn.
  let group: String

  var references: [ArrayReference] { [] }

  func check() throws(RenderingError) {
    try FigureLimits.check(titles.count, 1...8, "phases")
    try FigureLimits.check(texts: titles + [group])
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    let x = try data.slice(.whole("\(group)/x"))
    guard x.shape.count == 1, x.shape[0] > 1 else {
      throw x.isNot("numbers [point]", at: .whole("\(group)/x"))
    }
    let density = try values("data-density", [x.shape[0]], data)
    let generated = try values("generated-density", [titles.count, x.shape[0]], data)
    let answers = try values("discriminator", [titles.count, x.shape[0]], data)
    let codes = try data.slice(.whole("\(group)/codes")).doubles
    let results = try values("results", [titles.count, codes.count], data)
    let phases = titles.enumerated().map { index, title in
      func row(_ values: [Double], _ count: Int) -> [Double] {
        Array(values[index * count..<(index + 1) * count])
      }
      let q = row(generated, x.shape[0])
      return PhasesPlot.Phase(
        title, generated: q, discriminator: row(answers, x.shape[0]),
        optimal: zip(density, q).map { $0 + $1 > 0.01 ? $0 / ($0 + $1) : .nan },
        ways: Array(zip(codes, row(results, codes.count)).map { ($0, $1) }))
    }
    let most = codes.map(abs).max() ?? 1
    return PhasesPlot(x: x.doubles, data: density, phases: phases, codes: -most...most).bitmap()
  }

  /// The values of a data set of the group, which has this shape.
  private func values(
    _ name: String, _ shape: [Int], _ data: FigureData
  ) throws(RenderingError) -> [Double] {
    let slice = try data.slice(.whole("\(group)/\(name)"))
    if slice.shape != shape {
      throw slice.isNot("numbers \(shape)", at: .whole("\(group)/\(name)"))
    }
    return slice.doubles
  }
}

extension FigureSpec {
  /// The phases of an adversarial training over numbers, a panel each, from `/<group>`: abscissas `x` [point], the densities
  /// `data-density` [point] and `generated-density` [phase, point], the answers `discriminator` [phase, point], some numbers `codes`
  /// [number] and what the generator makes of them, `results` [phase, number].
  public static func phases(_ titles: [String], in group: String) -> FigureSpec {
    FigureSpec(PhasesFigure(titles: titles, group: group))
  }
}
