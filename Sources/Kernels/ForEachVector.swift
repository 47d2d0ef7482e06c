/// Calls `body(start, width)` for consecutive pieces of `0..<count`: sixteen elements each, the last one
/// with what is left. Tasks of 16,384 elements go to the workers.
@inline(__always)
func forEachVector(
  _ count: Int, on workers: Workers, _ body: (_ start: Int, _ width: Int) -> Void
) {
  let elementsPerTask = 16_384
  workers.run(divideRoundingUp(count, elementsPerTask)) { task in
    let end = min((task + 1) * elementsPerTask, count)
    forEachVector(end - task * elementsPerTask) { body(task * elementsPerTask + $0, $1) }
  }
}

/// The same on this thread.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ start: Int, _ width: Int) -> Void) {
  var start = 0
  while start + lanes <= count {
    body(start, lanes)
    start += lanes
  }
  if start < count { body(start, count - start) }
}

/// Calls `body` with starts and widths of vectors that cover `0..<count`. The last one of sixteen or more elements
/// overlaps the one before: for what may be done twice.
@inline(__always)
func forEachCoveringVector(_ count: Int, _ body: (_ start: Int, _ width: Int) -> Void) {
  if count < lanes { return body(0, count) }
  for start in stride(from: 0, to: count, by: lanes) { body(min(start, count - lanes), lanes) }
}
