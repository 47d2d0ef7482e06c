/// A chain of digests of networks' parameters along the training, by which two runs can be compared without
/// their parameters: once they differ, all later links do.
///
/// The log holds, for every link, the training loop, the number of steps done in it, and the SHA-256 of the
/// link before and of the networks' tensors.
package enum ParameterChain {
  package static let stages = "chain/stage"
  package static let steps = "chain/step"
  package static let links = "chain/sha256"

  /// Whether there is a link after so many steps: at powers of two, and every 128.
  package static func hasLink(after stepsDone: Int) -> Bool {
    stepsDone % 128 == 0 || stepsDone & (stepsDone - 1) == 0
  }
}

extension RunRecord {
  /// The links so far, row by row.
  package var chain: [UInt8] { bytes(ParameterChain.links) }

  /// The links of a training loop, counted from 0: the steps done in it, and the SHA-256.
  package func links(ofLoop loop: Int) -> [(step: Int, sha256: [UInt8])] {
    let loops = arrays[ParameterChain.stages]?.doubles ?? []
    let steps = arrays[ParameterChain.steps]?.doubles ?? [], chain = chain
    guard loops.count == steps.count, chain.count == 32 * loops.count else { return [] }
    return loops.indices.filter { loops[$0] == Double(loop) }.map {
      (Int(steps[$0]), Array(chain[32 * $0..<32 * $0 + 32]))
    }
  }
}
