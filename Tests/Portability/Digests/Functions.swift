import Kernels

/// Every elementary function at every 9973rd bit pattern, from the subnormal to the infinite.
func forEachFunction(_ body: (String, UInt64) -> Void) {
  func digest(_ name: String, _ f: (Vector) -> Vector) {
    var digest = BitDigest()
    for start in stride(from: 0 as UInt64, to: 1 << 32, by: 16 * 9973) {
      var x = Vector()
      for lane in 0..<16 {
        x[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: start + UInt64(lane) * 9973))
      }
      let y = f(x)
      for lane in 0..<16 { digest.add(y[lane]) }
    }
    body("function \(name)", digest.value)
  }
  digest("sqrt") { Elementary.sqrt($0) }
  digest("exp") { Elementary.exp($0) }
  digest("log") { Elementary.log($0) }
  digest("log1p") { Elementary.log1p($0) }
  digest("tanh") { Elementary.tanh($0) }
  digest("sigmoid") { Elementary.sigmoid($0) }
  digest("softplus") { Elementary.softplus($0) }
  digest("sin") { Elementary.sin($0) }
  digest("cos") { Elementary.cos($0) }
  digest("sin-of-turns") { Elementary.sincos(turns: $0).sin }
  digest("cos-of-turns") { Elementary.sincos(turns: $0).cos }
  digest("inverse-normal") { Elementary.inverseNormal($0) }
}

/// Random streams: uniform and normal numbers from odd places on, children, permutations.
func forEachStream(_ body: (String, UInt64) -> Void) {
  let stream = RandomStream(key: 77, step: 5)
  func digest(_ name: String, _ add: (inout BitDigest) -> Void) {
    var digest = BitDigest()
    add(&digest)
    body("stream \(name)", digest.value)
  }
  var numbers = [Float](repeating: 0, count: 100_003)
  digest("uniform") {
    stream.fillUniform(&numbers, count: numbers.count, from: 3)
    $0.add(numbers)
  }
  digest("normal") {
    stream.fillNormal(&numbers, count: numbers.count, from: 3)
    $0.add(numbers)
  }
  digest("children") {
    for index: UInt64 in 0..<1000 { $0.add(stream.child(index).bits(Int(index))) }
  }
  digest("permutation") {
    for place in stream.permutation(10_007) { $0.add(UInt32(bitPattern: place)) }
  }
}
