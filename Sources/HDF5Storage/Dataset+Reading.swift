import CHDF5

extension Dataset {
  /// The elements of some rows or, with nil, of all; checked type, inside the lock.
  func read<Element: HDF5Element>(rows: Range<Int>?) throws(HDF5Error) -> [Element] {
    try checkStorage()
    let count = (rows.map { [$0.count] + shape.dropFirst() } ?? shape).reduce(1, *)
    try Memory.check(count * MemoryLayout<Element>.stride, operation)
    var failure: HDF5Error?
    let values = [Element](unsafeUninitializedCapacity: count) { buffer, initialised in
      // The buffer may have room for more.
      let exact = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      do throws(HDF5Error) {
        try read(rows: rows, into: exact)
        initialised = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return values
  }

  /// Reads into a buffer that has room for exactly the rows.
  func read<Element: HDF5Element>(
    rows: Range<Int>?, into buffer: UnsafeMutableBufferPointer<Element>
  ) throws(HDF5Error) {
    try checkStorage()
    guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
    let memoryType = try Element.elementType.memoryType(operation)
    guard let rows else {
      try operation.check(
        H5Dread(
          handle.id, memoryType.id, chdf5_whole_space(), chdf5_whole_space(),
          chdf5_default_properties(), base),
        "reading its values failed")
      return
    }
    let start = [hsize_t(rows.lowerBound)] + shape.dropFirst().map { _ in 0 }
    let lengths = [hsize_t(rows.count)] + shape.dropFirst().map { hsize_t($0) }
    try operation.check(
      H5Sselect_hyperslab(space.id, H5S_SELECT_SET, start, nil, lengths, nil),
      "selecting the rows failed")
    let memorySpace = try operation.own(
      H5Screate_simple(Int32(clamping: lengths.count), lengths, nil), H5Sclose,
      "making a space for the rows failed")
    try operation.check(
      H5Dread(
        handle.id, memoryType.id, memorySpace.id, space.id, chdf5_default_properties(), base),
      "reading its values failed")
  }

  /// All strings; checked type, inside the lock.
  func readStrings() throws(HDF5Error) -> [String] {
    try checkStorage()
    return try Text.read(shape.reduce(1, *), type: type.id, space: space.id, operation) {
      memoryType, buffer in
      H5Dread(
        handle.id, memoryType, chdf5_whole_space(), chdf5_whole_space(),
        chdf5_default_properties(), buffer)
    }
  }
}
