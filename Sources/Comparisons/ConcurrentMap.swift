import Synchronization
import Tensors

extension Array where Element: Sendable {
  /// The results of `transform`, in the order of the elements, with as many at work at once as there are
  /// processors.
  func mapConcurrently<Value: Sendable>(
    _ transform: @Sendable (Element) throws -> Value
  ) throws -> [Value] {
    let results = Mutex([Result<Value, any Error>?](repeating: nil, count: count))
    let threads = Swift.max(1, Swift.min(count, ThreadPool.processorCount))
    ThreadPool(threads: threads).run(count) { index in
      let result = Result { try transform(self[index]) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
  }
}
