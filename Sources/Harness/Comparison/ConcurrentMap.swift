import Foundation

extension Array where Element: Sendable {
  /// The results of `transform`, in the order of the elements, with as many at work at once as there are
  /// processors.
  func mapConcurrently<Value: Sendable>(
    _ transform: @escaping @Sendable (Element) throws -> Value
  ) async throws -> [Value] {
    var values = [Value?](repeating: nil, count: count)
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var next = 0
      func begin() {
        guard next < count else { return }
        let (index, element) = (next, self[next])
        next += 1
        group.addTask { (index, try transform(element)) }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { begin() }
      while let (index, value) = try await group.next() {
        values[index] = value
        begin()
      }
    }
    return values.compactMap(\.self)
  }
}
