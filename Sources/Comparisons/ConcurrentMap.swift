import Synchronization
import Tensors

extension Array where Element: Sendable {
  /// The results of `transform`, in the order of the elements, with as many at work at once as there are
  /// processors.
  func mapConcurrently<Value: Sendable, Failure: Error>(
    _ transform: @Sendable (Element) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
    let threads = Swift.max(1, Swift.min(count, ThreadPool.processorCount))
    ThreadPool(threads: threads).run(count) { index in
      let result = Result { () throws(Failure) in try transform(self[index]) }
      results.withLock { $0[index] = result }
    }
    var values: [Value] = []
    for case let result? in results.withLock({ $0 }) { values.append(try result.get()) }
    return values
  }
}
