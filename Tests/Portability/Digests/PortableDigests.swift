/// Calls `body` with the name and the digest of everything that has the same bits on every processor: elementary
/// functions, random streams, operations with their gradients, and a small training run.
public func forEachDigest(_ body: (_ name: String, _ digest: UInt64) -> Void) {
  forEachFusedProduct(body)
  forEachFunction(body)
  forEachStream(body)
  forEachOperation(body)
  forEachTraining(body)
}

/// One line of the list of digests.
public func digestLine(_ name: String, _ digest: UInt64) -> String {
  let digits = String(digest, radix: 16)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits + "  " + name
}
