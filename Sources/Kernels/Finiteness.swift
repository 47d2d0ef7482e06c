/// Whether none of `count` floats is infinite or NaN.
public func isFinite(_ x: UnsafePointer<Float>, count: Int, on workers: Workers) -> Bool {
  let elementsPerTask = 65_536
  let tasks = divideRoundingUp(count, elementsPerTask)
  return withUnsafeTemporaryAllocation(of: Bool.self, capacity: max(1, tasks)) { verdicts in
    guard let verdict = verdicts.baseAddress else { return true }
    workers.run(tasks) { task in
      let end = min((task + 1) * elementsPerTask, count)
      // x − x is zero for a finite x, otherwise NaN, and a NaN survives every sum.
      var remainder = Vector()
      for start in stride(from: task * elementsPerTask, to: end, by: lanes) {
        let vector = load(x + start, first: min(lanes, end - start))
        remainder += vector - vector
      }
      verdict[task] = all(remainder .== Vector())
    }
    return (0..<tasks).allSatisfy { verdict[$0] }
  }
}
