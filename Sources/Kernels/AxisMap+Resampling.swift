extension AxisMap {
  /// Means over windows of `size` elements, `stride` apart, with TensorFlow's `same` padding: ⌈source / stride⌉ windows, and elements
  /// outside are not counted.
  public static func averaging(_ source: Int, size: Int, stride: Int) -> AxisMap {
    let count = divideRoundingUp(source, stride)
    let padding = max(0, (count - 1) * stride + size - source) / 2
    var map = AxisMap(source: source)
    for element in 0..<count {
      let first = element * stride - padding
      let inside = max(0, first)..<min(source, first + size)
      map.append(inside.map { ($0, 1 / Double(inside.count)) })
    }
    return map
  }

  /// `before` and `after` more elements at the ends: zeros, or the neighbours of an end mirrored in it.
  ///
  /// - Parameters:
  ///   - source: the length of the axis before, at least 1.
  ///   - before: how many are added in front, at least 0.
  ///   - after: how many behind, at least 0.
  ///   - mode: `.reflecting` does not repeat the end itself and needs more elements than are added at either end.
  public static func padding(
    _ source: Int, before: Int, after: Int, _ mode: PaddingMode
  ) -> AxisMap {
    require(before >= 0 && after >= 0, "padding is not negative, as \(before) or \(after) is")
    require(
      mode == .zeros || max(before, after) < source,
      "an axis of \(source) elements cannot be reflected into \(before) and \(after) more")
    var map = AxisMap(source: source)
    for element in -before..<source + after {
      switch mode {
      case .zeros: map.append((0..<source).contains(element) ? [(element, 1)] : [])
      case .reflecting:
        let index = element < 0 ? -element : element
        map.append([(index < source ? index : 2 * (source - 1) - index, 1)])
      }
    }
    return map
  }

  /// Interpolation between source elements.
  ///
  /// Elements are areas, and positions are those of their centres ("half-pixel centres", PyTorch's `align_corners=False`): target element i
  /// lies at (i + ½) · source / target − ½. Beyond the ends the end counts on. A target that is smaller takes no more source
  /// elements than a larger one: there is no filter against aliasing.
  public static func interpolating(
    _ source: Int, to target: Int, _ method: Interpolation
  ) -> AxisMap {
    var map = AxisMap(source: source)
    for element in 0..<target {
      var position = (Double(element) + 0.5) * (Double(source) / Double(target)) - 0.5
      if method == .bilinear { position = max(0, position) }
      let left = position.rounded(.down)
      let t = position - left
      let weights = method.weights(t)
      let first = Int(left) - (weights.count / 2 - 1)
      map.append(
        weights.enumerated().map { (min(max(first + $0.offset, 0), source - 1), $0.element) })
    }
    return map
  }
}

/// What stands in elements that a padding adds.
public enum PaddingMode: Sendable, Hashable {
  /// Zeros.
  case zeros
  /// The image mirrored in its outermost rows and columns, which are not repeated.
  case reflecting
}

/// How values between elements are found.
public enum Interpolation: Sendable, Hashable {
  /// A line between two neighbours.
  case bilinear
  /// Cubic convolution over four neighbours (Keys, 1981) with a = −¾, as PyTorch has it.
  case bicubic

  /// The weights of the neighbours, half of them at or left of a position that is `t` in [0, 1) right of an element.
  func weights(_ t: Double) -> [Double] {
    switch self {
    case .bilinear: return [1 - t, t]
    case .bicubic:
      let a = -0.75
      func near(_ x: Double) -> Double { ((a + 2) * x - (a + 3)) * x * x + 1 }
      func far(_ x: Double) -> Double { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
      return [far(t + 1), near(t), near(1 - t), far(2 - t)]
    }
  }
}
