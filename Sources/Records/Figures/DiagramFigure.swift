import Raster

/// Boxes and arrows: what is computed from what, and which way gradients take.
struct DiagramFigure: Figure {
  static let kind = "diagram"

  /// From top to bottom.
  let parts: [FigureSpec.DiagramPart]

  var references: [ArrayReference] { [] }

  func check() throws(RenderingError) {
    try FigureLimits.check(parts.count, 1...8, "parts")
    for part in parts {
      try FigureLimits.check(texts: [part.title] + part.arrows)
      let drawn = try part.drawn(with: [:])
      try FigureLimits.check(drawn.boxes.count, 2...64, "boxes")
      try FigureLimits.check(drawn.arrows.count, 1...128, "arrows")
      if drawn.hasCycle {
        throw RenderingError(figure: "", problem: "its arrows lead back to where they come from")
      }
    }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    var drawn: [Diagram.Part] = []
    for part in parts { drawn.append(try part.drawn(with: data.arrays)) }
    return Diagram(drawn).bitmap()
  }
}

extension FigureSpec {
  /// A diagram of parts, one below the other. Under the name of a network stands how many parameters the log has of it.
  public static func diagram(_ parts: [DiagramPart]) -> FigureSpec {
    FigureSpec(DiagramFigure(parts: parts))
  }

  /// Boxes that belong together, such as those of one step of a training.
  ///
  ///     .init(
  ///       "The generator's step", given: ["numbers"], trained: ["generator"], fixed: ["discriminator"], losses: ["loss"],
  ///       ["numbers → generator ⇄ pictures ⇄ discriminator ⇄ probability ⇄ loss"])
  public struct DiagramPart: Codable, Equatable, Sendable {
    /// Above the boxes; may be empty.
    public let title: String
    /// The boxes of what is given or drawn by chance.
    public let given: [String]
    /// The boxes of networks that are trained.
    public let trained: [String]
    /// The boxes of networks that stay as they are.
    public let fixed: [String]
    /// The boxes of what is minimised.
    public let losses: [String]
    /// Ways from box to box: `→` for values alone, `⇄` where gradients come back. A box with a name that is in none of the
    /// lists is computed.
    public let arrows: [String]

    /// A part of a diagram.
    public init(
      _ title: String = "", given: [String] = [], trained: [String] = [], fixed: [String] = [],
      losses: [String] = [], _ arrows: [String]
    ) {
      self.title = title
      self.given = given
      self.trained = trained
      self.fixed = fixed
      self.losses = losses
      self.arrows = arrows
    }
  }
}

extension FigureSpec.DiagramPart {
  /// The boxes and arrows, with the parameters in the log below the names of networks.
  fileprivate func drawn(
    with arrays: [String: RecordedArray]
  ) throws(RenderingError) -> Diagram.Part {
    var names: [String] = []
    var drawn: [Diagram.Arrow] = []
    for way in arrows {
      // A way that begins nowhere has an empty name.
      var last: (box: Int, hasGradients: Bool)?
      var rest = Substring(way)
      repeat {
        let end = rest.firstIndex { $0 == "→" || $0 == "⇄" }
        let name = String(rest[..<(end ?? rest.endIndex)].trimmingPrefix(while: \.isWhitespace))
          .trimmingBlanksAtEnd()
        if name.isEmpty {
          throw RenderingError(figure: "", problem: "the way \"\(way)\" has a box without a name")
        }
        let box = names.firstIndex(of: name) ?? names.count
        if box == names.count { names.append(name) }
        if let last {
          drawn.append(.init(from: last.box, to: box, hasGradients: last.hasGradients))
        }
        guard let end else { break }
        last = (box, rest[end] == "⇄")
        rest = rest[rest.index(after: end)...]
      } while true
    }
    if let name = (given + trained + fixed + losses).first(where: { !names.contains($0) }) {
      throw RenderingError(figure: "", problem: "no arrow leads from or to \"\(name)\"")
    }
    return Diagram.Part(
      title, boxes: names.map { .init($0, detail: detail(of: $0, arrays), kind(of: $0)) },
      arrows: drawn)
  }

  private func kind(of name: String) -> Diagram.Kind {
    if given.contains(name) { return .given }
    if trained.contains(name) { return .trained }
    if fixed.contains(name) { return .fixed }
    return losses.contains(name) ? .loss : .value
  }

  /// How many parameters the log has of the network that is called like a box: `235,908 parameters`.
  private func detail(of name: String, _ arrays: [String: RecordedArray]) -> String {
    guard trained.contains(name) || fixed.contains(name) else { return "" }
    let count = arrays.parameterCounts(of: name).trained
    if count == 0 { return "" }
    var groups: [String] = []
    var rest = "\(count)"[...]
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest = rest.dropLast(3)
    }
    return "\(([String(rest)] + groups).joined(separator: ",")) parameters"
  }
}
