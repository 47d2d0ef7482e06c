/// A linear map along one axis of an image, as a sparse matrix: every element of the target is a weighted sum of some elements of
/// the source.
///
/// Average pooling, padding and resizing are such maps, once for the rows and once for the columns (`SeparableMap`).
public struct AxisMap: Sendable, Equatable {
  /// The length of the source axis.
  public let source: Int
  /// Where the entries of each target element start, and at the end their number: [target + 1]
  private(set) var starts: [Int] = [0]
  /// The source element of every entry, ascending for each target element.
  private(set) var indices: [Int] = []
  /// The weight of every entry.
  private(set) var weights: [Float] = []

  /// The length of the target axis.
  public var target: Int { starts.count - 1 }

  /// A map without target elements yet.
  init(source: Int) { self.source = source }

  /// Adds a target element, a sum over `entries` in ascending order of their source element. Weights of one source element are added
  /// before they are rounded.
  mutating func append(_ entries: [(index: Int, weight: Double)]) {
    var last: (index: Int, weight: Double)?
    for entry in entries {
      if let previous = last {
        if previous.index == entry.index {
          last = (entry.index, previous.weight + entry.weight)
          continue
        }
        indices.append(previous.index)
        weights.append(Float(previous.weight))
      }
      last = entry
    }
    if let last {
      indices.append(last.index)
      weights.append(Float(last.weight))
    }
    starts.append(indices.count)
  }

  /// The entries of a target element.
  @inline(__always)
  func entries(of element: Int) -> Range<Int> { starts[element]..<starts[element + 1] }

  /// The transposed matrix: what a gradient of the target becomes for the source.
  public var transposed: AxisMap {
    var columns = [[(index: Int, weight: Double)]](repeating: [], count: source)
    for element in 0..<target {
      for entry in entries(of: element) {
        columns[indices[entry]].append((element, Double(weights[entry])))
      }
    }
    var map = AxisMap(source: target)
    for column in columns { map.append(column) }
    return map
  }
}
