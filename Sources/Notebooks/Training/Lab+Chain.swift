import Hashing
import Layers
import Records

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
      "Steps done in the loop at each link of the chain [link]"
    }
    grow(ParameterChain.links, by: hash.finalize(), shape: [32]) {
      "SHA-256 of the link before and of all parameters at this step [link, byte]"
    }
  }
}
