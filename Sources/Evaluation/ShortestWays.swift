import Kernels
import Layers
import Tensors

/// Shortest ways between codes on the surface that a decoder makes of them: geodesics, as curves of codes (Shao and
/// others, 2018).
///
/// The length of a way is that of its pictures, in Euclidean distance over pixels, and not that of its codes. Of the
/// curves through `nodes` codes with fixed ends, the one is sought whose squared distances between neighbouring
/// pictures have the least sum. By Cauchy and Schwarz that is a shortest one, run through at an even pace. Adam
/// starts from the straight way in the codes, so what it finds is the shortest one near it.
///
/// - Parameters:
///   - start: where each way begins, [n, dimensions].
///   - end: where each way ends, the same shape.
///   - nodes: codes on each way, both ends included, at least 3.
///   - steps: Adam's steps, at a rate that falls to zero.
///   - decode: differentiable; makes pictures [m, pixels] of codes [m, dimensions].
/// - Returns: the codes of one way after the other, [n · nodes, dimensions], as of
///   ``Interpolation/path(from:to:steps:)``.
/// - Throws: `NonFiniteError` if the decoder's pictures are not finite.
public func shortestWays(
  from start: Tensor, to end: Tensor, nodes: Int = 21, steps: Int = 400,
  decode: (Tensor) -> Tensor
) throws(NonFiniteError) -> Tensor {
  require(nodes >= 3, "a way of \(nodes) codes has none to choose")
  let (count, dimensions) = (start.shape[0], start.shape[1])
  let straight = Interpolation.linear.path(from: start, to: end, steps: nodes)
  // Steps are as long as a share of the mean distance of the ends, so that the codes' unit does not matter.
  let distance = start.distances(to: end).reduce(0, +) / Double(max(1, count))
  if distance == 0 { return straight }
  let ends = Tensor([1, nodes, 1], (0..<nodes).map { $0 == 0 || $0 == nodes - 1 ? 0 : 1 })
  let bend = Bend([count, nodes, dimensions])
  func codes() -> Tensor {
    let offsets = Float(distance) * (bend.offsets.tensor * ends)
    return straight + offsets.reshaped([count * nodes, dimensions])
  }
  let adam = Adam(for: bend, learningRate: 0)
  let rates = LearningRateSchedule.linear(from: 0.02, steps: steps)
  for step in 0..<steps {
    adam.learningRate = rates(step)
    let pictures = decode(codes())
    let ways = pictures.reshaped([count, nodes, pictures.shape[1]])
    let moves = ways.slice(1..<nodes, along: 1) - ways.slice(0..<nodes - 1, along: 1)
    try adam.minimize(moves.squared().sum())
  }
  return codes().detached
}

/// The lengths of ways through codes: the sums of Euclidean distances between neighbouring pictures, [n].
///
/// - Parameters:
///   - ways: the codes of one way after the other, [n · nodes, dimensions].
///   - nodes: codes on each way, both ends included, at least 2.
///   - parts: how many straight parts, in codes, each piece between two nodes is measured in.
///   - decode: makes pictures [m, pixels] of codes [m, dimensions].
public func lengths(
  of ways: Tensor, nodes: Int, parts: Int = 5, decode: (Tensor) -> Tensor
) -> [Double] {
  require(
    nodes >= 2 && parts >= 1 && ways.shape[0].isMultiple(of: nodes),
    "\(ways.shape[0]) codes are no ways of \(nodes)")
  return (0..<ways.shape[0] / nodes).map { way in
    let first = Int32(way * nodes), last = first + Int32(nodes) - 1
    let starts = ways.rows(at: [Int32](first..<last)[...])
    let ends = ways.rows(at: [Int32](first + 1...last)[...])
    // Each piece has both its ends, so the step from one piece to the next has no length.
    let pictures = decode(Interpolation.linear.path(from: starts, to: ends, steps: parts + 1))
    let count = Int32(pictures.shape[0])
    return pictures.rows(at: [Int32](1..<count)[...])
      .distances(to: pictures.rows(at: [Int32](0..<count - 1)[...])).reduce(0, +)
  }
}

/// How far the codes of ways lie beside the straight ones.
private final class Bend: Network {
  /// [way, node, dimension], in units of the ends' mean distance.
  let offsets: Parameter

  init(_ shape: [Int]) { offsets = Parameter(Tensor(shape, repeating: 0)) }
}
