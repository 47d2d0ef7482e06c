extension Workers {
  /// Calls `body` with consecutive parts of `0..<count`, of 16,384 elements but for the last.
  ///
  /// What happens to the elements has to be written inside of `body`, from loading to storing. A closure from outside would be
  /// called for every vector; and numbers that are handed to a function, or come back from one, are handled in quarters of a
  /// vector from there on.
  final func forEachPart(of count: Int, _ body: (_ part: Range<Int>) -> Void) {
    let elementsPerTask = 16_384
    run(divideRoundingUp(count, elementsPerTask)) { task in
      body(task * elementsPerTask..<min((task + 1) * elementsPerTask, count))
    }
  }
}

/// Calls `body` with consecutive vectors of a part: sixteen elements each, the last one with what is left.
@inline(__always)
func forEachVector(_ part: Range<Int>, _ body: (_ start: Int, _ width: Int) -> Void) {
  forEachVector(part.count) { body(part.lowerBound + $0, $1) }
}

/// The same with `0..<count`.
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
