/// Where the boxes of a part of a diagram stand, and which way its arrows take.
///
/// After Sugiyama, Tagawa and Toda (1981): boxes stand in columns, so that all arrows lead to the right; an arrow that passes a
/// column has a place there, as if it were a box; within each column boxes are ordered so that few arrows cross, and moved
/// towards what they are joined to.
struct DiagramLayout {
  /// A box, or the place where an arrow passes a column.
  struct Node: Equatable {
    /// The index of the box; nil for the place of an arrow.
    var box: Int?
    /// The index of the column.
    var column: Int
    /// In pixels.
    var height: Double
    /// The middle, in pixels from the top.
    var y = 0.0
  }

  /// An arrow's way from column to column.
  struct Link: Equatable {
    /// The indices of the nodes on the way, the first and the last of which are boxes.
    var nodes: [Int]
    /// The index of the arrow.
    var arrow: Int
  }

  let part: Diagram.Part
  private(set) var nodes: [Node] = []
  private(set) var links: [Link] = []
  /// The texts of each box: its name, and what stands below.
  let texts: [(name: TextBlock, detail: TextBlock)]
  /// The left edge and the width of each column, in pixels.
  private(set) var columns: [(x: Int, width: Int)] = []
  private(set) var width = 0, height = 0

  static let gap = 68
  static let padding = 16
  /// From one arrow at the side of a box to the next.
  static let portPitch = 34.0
  private static let rowGap = 34.0
  private static let widestText = 170

  init(of part: Diagram.Part) {
    self.part = part
    texts = part.boxes.map {
      (
        TextBlock($0.name, Style.label, width: Self.widestText),
        TextBlock($0.detail, Style.label, width: Self.widestText)
      )
    }
    let columnOf = Self.columns(part.boxes.count, part.arrows) ?? []
    for (index, column) in columnOf.enumerated() {
      nodes.append(Node(box: index, column: column, height: Double(heightOfBox(index))))
    }
    for (index, arrow) in part.arrows.enumerated() {
      var way = [arrow.from]
      for column in columnOf[arrow.from] + 1..<max(columnOf[arrow.to], columnOf[arrow.from] + 1) {
        way.append(nodes.count)
        nodes.append(Node(box: nil, column: column, height: 8))
      }
      links.append(Link(nodes: way + [arrow.to], arrow: index))
    }
    place(ordered((columnOf.max() ?? -1) + 1))
    measure((columnOf.max() ?? -1) + 1)
  }

  /// The column of each box: one to the right of all boxes from which an arrow leads to it, and for a box to which none leads one to the
  /// left of the first that it leads to. Nil where arrows form a cycle.
  static func columns(_ count: Int, _ arrows: [Diagram.Arrow]) -> [Int]? {
    var columns = [Int](repeating: 0, count: count)
    for round in 0...count {
      let late = arrows.filter { columns[$0.to] <= columns[$0.from] }
      if late.isEmpty { break }
      if round == count { return nil }
      for arrow in late { columns[arrow.to] = max(columns[arrow.to], columns[arrow.from] + 1) }
    }
    for box in 0..<count where !arrows.contains(where: { $0.to == box }) {
      let next = arrows.filter { $0.from == box }.map { columns[$0.to] }.min()
      if let next { columns[box] = next - 1 }
    }
    return columns
  }

  private func heightOfBox(_ index: Int) -> Int {
    let (name, detail) = texts[index]
    let text = name.height + (detail.height > 0 ? detail.height + 4 : 0)
    let ports = max(
      part.arrows.count { $0.from == index }, part.arrows.count { $0.to == index })
    return max(text + 2 * Self.padding, Int(Self.portPitch) * ports + 8)
  }

  // MARK: - Order

  /// The nodes of each column from top to bottom.
  private func ordered(_ count: Int) -> [[Int]] {
    var order = (0..<count).map { column in nodes.indices.filter { nodes[$0].column == column } }
    var best = order
    for round in 0..<8 {
      let isForward = round.isMultiple(of: 2)
      for column in isForward ? Array(order.indices) : order.indices.reversed() {
        let other = column + (isForward ? -1 : 1)
        guard order.indices.contains(other) else { continue }
        let places = order[column].enumerated().map { place, node -> (mean: Double, place: Int) in
          let joined = neighbours(of: node, in: other).compactMap {
            order[other].firstIndex(of: $0)
          }
          if joined.isEmpty { return (Double(place), place) }
          return (Double(joined.reduce(0, +)) / Double(joined.count), place)
        }
        let sorted = places.sorted { ($0.mean, $0.place) < ($1.mean, $1.place) }
        order[column] = sorted.map { order[column][$0.place] }
      }
      if crossings(order) < crossings(best) { best = order }
    }
    return best
  }

  /// The nodes of a column that a node is joined to.
  private func neighbours(of node: Int, in column: Int) -> [Int] {
    segments.compactMap { from, to in
      if from == node && nodes[to].column == column { return to }
      return to == node && nodes[from].column == column ? from : nil
    }
  }

  /// The steps of all arrows from one column to the next.
  private var segments: [(from: Int, to: Int)] {
    links.flatMap { zip($0.nodes, $0.nodes.dropFirst()).map { ($0, $1) } }
  }

  private func crossings(_ order: [[Int]]) -> Int {
    var places = [Int](repeating: 0, count: nodes.count)
    for column in order { for (place, node) in column.enumerated() { places[node] = place } }
    let segments = segments
    var count = 0
    for (index, one) in segments.enumerated() {
      for other in segments[..<index] where nodes[one.from].column == nodes[other.from].column {
        let above = places[one.from] - places[other.from], below = places[one.to] - places[other.to]
        if above * below < 0 { count += 1 }
      }
    }
    return count
  }

  // MARK: - Places

  /// Moves the nodes of each column, in their order, to where their arrows are level: to the middle one of these heights.
  private mutating func place(_ order: [[Int]]) {
    for column in order {
      let wanted = column.indices.map { Double($0) }
      for (node, y) in zip(column, spread(wanted, column)) { nodes[node].y = y }
    }
    for round in 0..<12 {
      let isForward = round.isMultiple(of: 2)
      for column in isForward ? order : order.reversed() {
        let steps = levelSteps
        let wanted = column.map { node -> Double in
          let level = steps.filter { (isForward ? $0.to : $0.from) == node }
            .map { isForward ? nodes[$0.from].y + $0.rise : nodes[$0.to].y - $0.rise }.sorted()
          if level.isEmpty { return nodes[node].y }
          return (level[(level.count - 1) / 2] + level[level.count / 2]) / 2
        }
        for (node, y) in zip(column, spread(wanted, column)) { nodes[node].y = y }
      }
    }
    for _ in 0..<2 { for index in links.indices { straighten(index, order) } }
  }

  /// The steps of all arrows from column to column, with how much lower the second node is where the arrow is level.
  private var levelSteps: [(from: Int, to: Int, rise: Double)] {
    links.indices.flatMap { index in
      let way = links[index].nodes
      return zip(way, way.dropFirst()).enumerated().map { step, ends in
        let out = step == 0 ? port(of: index, isFirst: true) : 0
        let into = step == way.count - 2 ? port(of: index, isFirst: false) : 0
        return (ends.0, ends.1, out - into)
      }
    }
  }

  /// Moves the places where an arrow passes columns to one height, best that of one of its ends, if there is room.
  private mutating func straighten(_ index: Int, _ order: [[Int]]) {
    let way = links[index].nodes
    let inner = way.dropFirst().dropLast()
    let heights = inner.map { nodes[$0].y }
    guard let first = way.first, let last = way.last, let least = heights.min(),
      let greatest = heights.max()
    else { return }
    let ends = [
      nodes[first].y + port(of: index, isFirst: true),
      nodes[last].y + port(of: index, isFirst: false),
    ]
    let y = (ends + [greatest, least]).first { y in inner.allSatisfy { hasRoom($0, at: y, order) } }
    if let y { for node in inner { nodes[node].y = y } }
  }

  private func hasRoom(_ node: Int, at y: Double, _ order: [[Int]]) -> Bool {
    let column = order[nodes[node].column]
    guard let place = column.firstIndex(of: node) else { return false }
    func isFar(_ other: Int) -> Bool {
      abs(nodes[other].y - y) >= (nodes[other].height + nodes[node].height) / 2 + Self.rowGap - 1
    }
    let isBelow = place == 0 || nodes[column[place - 1]].y < y && isFar(column[place - 1])
    let isAbove =
      place == column.count - 1 || nodes[column[place + 1]].y > y && isFar(column[place + 1])
    return isBelow && isAbove
  }

  /// How far below the middle of its first or its last box an arrow is: those at one side are in the order of their other ends.
  func port(of index: Int, isFirst: Bool) -> Double {
    func end(_ link: Link) -> Int { isFirst ? link.nodes[0] : link.nodes[link.nodes.count - 1] }
    func next(_ link: Link) -> Double {
      nodes[isFirst ? link.nodes[1] : link.nodes[link.nodes.count - 2]].y
    }
    let side = links.indices.filter { end(links[$0]) == end(links[index]) }
      .sorted { (next(links[$0]), $0) < (next(links[$1]), $1) }
    let place = side.firstIndex(of: index) ?? 0
    return (Double(place) - Double(side.count - 1) / 2) * Self.portPitch
  }

  /// Heights near the wanted ones that keep their distances: neighbours that would overlap move apart around their common mean.
  private func spread(_ wanted: [Double], _ column: [Int]) -> [Double] {
    var offsets = [0.0]
    for (above, below) in zip(column, column.dropFirst()) {
      offsets.append(
        offsets[offsets.count - 1] + (nodes[above].height + nodes[below].height) / 2 + Self.rowGap)
    }
    var groups: [(sum: Double, count: Int)] = []
    for (index, want) in wanted.enumerated() {
      var group = (sum: want - offsets[index], count: 1)
      while let last = groups.last,
        last.sum * Double(group.count) > group.sum * Double(last.count)
      {
        groups.removeLast()
        group = (last.sum + group.sum, last.count + group.count)
      }
      groups.append(group)
    }
    let firsts = groups.flatMap {
      [Double](repeating: $0.sum / Double($0.count), count: $0.count)
    }
    return zip(firsts, offsets).map { $0 + $1 }
  }

  /// Moves everything to whole pixels from the top, and lays out the columns.
  private mutating func measure(_ count: Int) {
    let top = nodes.map { $0.y - $0.height / 2 }.min() ?? 0
    for index in nodes.indices { nodes[index].y = (nodes[index].y - top).rounded() }
    height = Int((nodes.map { $0.y + $0.height / 2 }.max() ?? 0).rounded(.up))
    var x = 0
    for column in 0..<count {
      let boxes = nodes.filter { $0.column == column }.compactMap(\.box)
      let width = boxes.map { max(texts[$0].name.width, texts[$0].detail.width) }.max() ?? 0
      columns.append((x, width + 2 * Self.padding))
      x += width + 2 * Self.padding + Self.gap
    }
    width = max(0, x - Self.gap)
  }
}
