import CHDF5

/// An open data set with its type and shape, before anything of it is read. Inside the lock.
struct Dataset: ~Copyable {
  let handle: Handle
  let type: Handle
  let space: Handle
  let shape: [Int]
  let operation: Operation

  /// Looks at an open data set.
  static func of(
    _ handle: consuming Handle, _ operation: Operation
  ) throws(HDF5Error) -> Dataset {
    let type = try operation.own(H5Dget_type(handle.id), H5Tclose, "its type is unreadable")
    let space = try operation.own(H5Dget_space(handle.id), H5Sclose, "its space is unreadable")
    let shape = try Shape.shape(of: space.id, operation)
    return Dataset(handle: handle, type: type, space: space, shape: shape, operation: operation)
  }

  func elementType() throws(HDF5Error) -> HDF5ElementType {
    guard let found = HDF5ElementType(fileType: type.id) else {
      throw operation.failure(
        "its elements are \(HDF5ElementType.name(ofForeign: type.id))",
        hint: "Only \(HDF5ElementType.allCases.map(\.description).joined(separator: ", ")) are read"
      )
    }
    return found
  }

  func check(isOf expected: HDF5ElementType) throws(HDF5Error) {
    let found = try elementType()
    if found != expected {
      throw operation.failure(
        "it holds \(found) of shape \(shape), not \(expected)", hint: "Read it as \(found)")
    }
  }

  func check(hasShape expected: [Int]) throws(HDF5Error) {
    if shape != expected {
      throw operation.failure(
        "its shape is \(shape), not \(expected)",
        hint: "It was written by another program or with other settings")
    }
  }

  /// Refuses a shape that the file cannot fill: a damaged file may ask for any amount of memory.
  func checkStorage() throws(HDF5Error) {
    let count = shape.reduce(1, *)
    let (bytes, overflow) = count.multipliedReportingOverflow(by: H5Tget_size(type.id))
    let file = try operation.own(
      H5Iget_file_id(handle.id), H5Fclose, "the file it is in is unknown")
    var length: hsize_t = 0
    try operation.check(H5Fget_filesize(file.id, &length), "the file's length is unreadable")
    let creation = try operation.own(
      H5Dget_create_plist(handle.id), H5Pclose, "its properties are unreadable")
    let isStored = H5Dget_storage_size(handle.id) > 0
    let isPlain = H5Pget_layout(creation.id) != H5D_CHUNKED && isStored
    // Deflate makes nothing smaller than 1/1032.
    let factor = isPlain ? 1 : 1100
    let (limit, isBeyond) = Int(clamping: length).multipliedReportingOverflow(by: factor)
    if overflow || (!isBeyond && bytes > limit) {
      throw operation.failure(
        "its shape \(shape) is absurd in a file of \(length) bytes", hint: Operation.damaged)
    }
  }
}
