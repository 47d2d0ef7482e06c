import Hashing
import Layers

/// A chain of digests of networks' parameters along the training, by which two runs can be compared without
/// their parameters: once they differ, all later links do.
///
/// The log holds, for every link, the training loop, the number of steps done in it, and the SHA-256 of the
/// link before and of the networks' tensors.
enum ParameterChain {
  static let stages = "chain/stage"
  static let steps = "chain/step"
  static let links = "chain/sha256"

  /// Whether there is a link after so many steps: at powers of two, and every 128.
  static func hasLink(after stepsDone: Int) -> Bool {
    stepsDone % 128 == 0 || stepsDone & (stepsDone - 1) == 0
  }
}

extension RunRecord {
  /// The links so far, row by row.
  var chain: [UInt8] { bytes(ParameterChain.links) }
}

extension Lab {
  /// Adds a link to the chain.
  func link(_ networks: [any Network], stage: Int, stepsDone: Int) {
    var hash = SHA256()
    hash.update(record.chain.suffix(32))
    StateArchive(saving: networks).bytes.withUnsafeBytes { hash.update($0) }
    grow(ParameterChain.stages, by: [Int64(stage)]) {
      "Training loop of each link of the chain, from 0 [link]"
    }
    grow(ParameterChain.steps, by: [Int64(stepsDone)]) {
      "Steps done at each link of the chain [link]"
    }
    grow(ParameterChain.links, by: hash.finalize(), shape: [32]) {
      "SHA-256 of the link before and of all parameters at this step [link, byte]"
    }
  }
}
