import Platform
import Records

/// How far the parameters of a layer are from where they were.
struct LayerChange: Sendable, Equatable {
  /// `encoder/hidden.dense1`.
  let path: String
  /// The length of the change relative to the length of the old parameters; nil where the shapes
  /// differ, a side lacks a tensor, or all were 0.
  let relative: Double?
  /// The greatest change of a parameter; nil where the shapes differ.
  let greatest: Double?

  static func changes(_ old: RunRecord, _ new: RunRecord, _ paths: [String]) -> [LayerChange] {
    var tensors: [(layer: String, paths: [String])] = []
    for path in paths {
      let parts = path.split(separator: "/")
      guard parts.count > 2, parts[0] == "parameters" else { continue }
      let layer = parts.dropFirst().dropLast().joined(separator: "/")
      if tensors.last?.layer == layer {
        tensors[tensors.count - 1].paths.append(path)
      } else {
        tensors.append((layer, [path]))
      }
    }
    return tensors.map { LayerChange($0.layer, $0.paths, old, new) }
  }

  private init(_ layer: String, _ paths: [String], _ old: RunRecord, _ new: RunRecord) {
    path = layer
    var change = 0.0
    var size = 0.0
    var most = 0.0
    for path in paths {
      guard let before = old.arrays[path], let after = new.arrays[path],
        before.shape == after.shape
      else {
        (relative, greatest) = (nil, nil)
        return
      }
      for (one, other) in zip(before.doubles, after.doubles) {
        let difference = one.isSame(as: other) ? 0 : other - one
        change += difference * difference
        size += one * one
        most = max(most, abs(difference))
      }
    }
    relative = size > 0 ? (change / size).squareRoot() : nil
    greatest = most
  }

  var text: String {
    guard let greatest else { return "another shape, or only on one side" }
    let moved = relative.map { "moved by \(ChangeWords.share($0)) of its length" } ?? "moved from 0"
    return "\(moved), a parameter by at most \(NumberText.rounded(greatest, digits: 3))"
  }
}
