import CHDF5

/// Data spaces; inside the lock.
enum Shape {
  /// A data space of this shape; `[]` is a scalar.
  static func space(_ shape: [Int], _ operation: Operation) throws(HDF5Error) -> Handle {
    if shape.isEmpty {
      return try operation.own(H5Screate(H5S_SCALAR), H5Sclose, "making a scalar space failed")
    }
    let lengths = shape.map { hsize_t($0) }
    return try operation.own(
      H5Screate_simple(Int32(clamping: shape.count), lengths, nil), H5Sclose,
      "the shape \(shape) is refused")
  }

  /// The shape of a data space that belongs to `operation`'s object.
  static func shape(of space: hid_t, _ operation: Operation) throws(HDF5Error) -> [Int] {
    switch H5Sget_simple_extent_type(space) {
    case H5S_SCALAR: return []
    case H5S_SIMPLE: break
    default:
      throw operation.failure("it holds no values (a null space)", hint: "Choose another one")
    }
    let rank = H5Sget_simple_extent_ndims(space)
    try operation.check(rank, "its rank is unreadable")
    var lengths = [hsize_t](repeating: 0, count: Int(rank))
    try operation.check(
      H5Sget_simple_extent_dims(space, &lengths, nil), "its shape is unreadable")
    var shape: [Int] = []
    var count = 1
    for length in lengths {
      guard let length = Int(exactly: length),
        case let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1)),
        // Leaves room for eight bytes an element.
        !overflow, product <= Int.max / 16
      else { throw operation.failure("its shape \(lengths) is absurd", hint: Operation.damaged) }
      count = product
      shape.append(length)
    }
    return shape
  }
}
