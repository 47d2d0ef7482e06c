/// Calls `body(start, width)` for consecutive pieces of `0..<count`: sixteen elements each, the last one
/// with what is left. Tasks of 16,384 elements go to the workers.
@inline(__always)
func forEachVector(
  _ count: Int, on workers: Workers, _ body: (_ start: Int, _ width: Int) -> Void
) {
  let elementsPerTask = 16_384
  workers.run(divideRoundingUp(count, elementsPerTask)) { task in
    let end = min((task + 1) * elementsPerTask, count)
    var start = task * elementsPerTask
    while start + lanes <= end {
      body(start, lanes)
      start += lanes
    }
    if start < end { body(start, end - start) }
  }
}
