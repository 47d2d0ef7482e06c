import Kernels

/// Boxes and arrows: what is computed from what, and which way gradients take. Where everything stands is computed.
public struct Diagram: Sendable {
  /// What a box stands for.
  public enum Kind: Int, Sendable, CaseIterable {
    /// What is given or drawn by chance.
    case given
    /// A network that is trained.
    case trained
    /// A network that stays as it is.
    case fixed
    /// What is computed.
    case value
    /// What is minimised.
    case loss
  }

  /// A named box.
  public struct Box: Sendable, Equatable {
    /// What stands in it.
    public var name: String
    /// What stands below, in grey; may be empty.
    public var detail: String
    /// How it looks.
    public var kind: Kind

    /// A box.
    public init(_ name: String, detail: String = "", _ kind: Kind) {
      self.name = name
      self.detail = detail
      self.kind = kind
    }
  }

  /// The way of values from one box to another.
  public struct Arrow: Sendable, Equatable {
    /// The indices of the boxes.
    public var from: Int, to: Int
    /// Whether gradients take it in the other direction.
    public var hasGradients: Bool

    /// An arrow.
    public init(from: Int, to: Int, hasGradients: Bool) {
      self.from = from
      self.to = to
      self.hasGradients = hasGradients
    }
  }

  /// Boxes that belong together, such as those of one step of a training.
  public struct Part: Sendable, Equatable {
    /// Above the boxes; may be empty.
    public var title: String
    /// In the order in which they are named.
    public var boxes: [Box]
    /// From box to box, without a cycle.
    public var arrows: [Arrow]

    /// A part.
    public init(_ title: String, boxes: [Box], arrows: [Arrow]) {
      self.title = title
      self.boxes = boxes
      self.arrows = arrows
    }

    /// Whether the arrows lead from some box back to itself, so that there is no first one.
    public var hasCycle: Bool {
      DiagramLayout.columns(boxes.count, arrows) == nil
    }
  }

  /// From top to bottom.
  public var parts: [Part]

  /// A diagram.
  public init(_ parts: [Part]) { self.parts = parts }

  static let pen = 3.0
  private static let partGap = 40

  /// The drawn diagram, as wide as it has to be; what its colours and arrows mean stands below.
  public func bitmap() -> Bitmap {
    require(!parts.contains(where: \.hasCycle), "arrows of a diagram form a cycle")
    let margin = Style.margin
    let layouts = parts.map { DiagramLayout(of: $0) }
    let width = 2 * margin + max(layouts.map(\.width).max() ?? 0, 400)
    let titles = parts.map { TextBlock($0.title, Style.title, width: width - 2 * margin) }
    let legend = Legend(rows: legendEntries, width: width - 2 * margin)
    var height = margin
    for (layout, title) in zip(layouts, titles) {
      height += title.height + (title.height > 0 ? Style.gap : 0) + layout.height + Self.partGap
    }
    var canvas = Canvas(width: width, height: height + legend.height + margin)
    var top = margin
    for (layout, title) in zip(layouts, titles) {
      canvas.write(title, x: margin, top: top)
      top += title.height + (title.height > 0 ? Style.gap : 0)
      layout.draw(on: &canvas, x: margin, y: top)
      top += layout.height + Self.partGap
    }
    legend.draw(on: &canvas, x: margin, y: top)
    return canvas.bitmap
  }

  private var legendEntries: [Legend.Entry] {
    let kinds = Kind.allCases.filter { kind in
      parts.contains { $0.boxes.contains { $0.kind == kind } }
    }
    let hasGradients = parts.contains { $0.arrows.contains(where: \.hasGradients) }
    return kinds.map { Legend.Entry(name: $0.meaning, color: $0.color, mark: .box($0)) }
      + [Legend.Entry(name: "values", color: Style.ink, mark: .arrow(isBackward: false))]
      + (hasGradients
        ? [
          Legend.Entry(
            name: "gradients of the loss", color: Kind.loss.color, mark: .arrow(isBackward: true))
        ] : [])
  }
}

extension Diagram.Kind {
  /// What the legend calls it.
  var meaning: String {
    switch self {
    case .given: "given, or drawn by chance"
    case .trained: "network that is trained"
    case .fixed: "network that stays as it is"
    case .value: "computed"
    case .loss: "loss"
    }
  }

  /// The colour of the outline.
  var color: Color {
    switch self {
    case .given: Style.guide
    case .trained, .fixed: Style.color(0)
    case .value: Style.axis
    case .loss: Style.color(1)
    }
  }

  /// The colour inside.
  var ground: Color {
    switch self {
    case .given, .trained, .loss: Style.white.mixed(with: color, 40, of: 255)
    case .fixed, .value: Style.white
    }
  }

  /// The width of the outline in pixels.
  var outline: Int { self == .trained ? 4 : 2 }
}
