import CHDF5

/// Sole owner of one libhdf5 identifier, which is closed exactly once: by `close(_:)` where a
/// failure must be heard, else when the owner goes.
struct Handle: ~Copyable {
  typealias Closer = @convention(c) (hid_t) -> herr_t

  let id: hid_t
  private let closer: Closer

  init(owning id: hid_t, closer: @escaping Closer) {
    self.id = id
    self.closer = closer
  }

  deinit {
    Library.enter()
    _ = closer(id)
    Library.leave()
  }

  /// Closes now. Call inside the lock.
  consuming func close(_ operation: Operation) throws(HDF5Error) {
    let status = closer(id)
    discard self
    try operation.check(status, "closing failed")
  }
}
