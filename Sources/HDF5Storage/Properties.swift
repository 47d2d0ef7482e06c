import CHDF5

/// The property lists that make files the same to the byte: no times, one file format, defined
/// fill values. Inside the lock only.
enum Properties {
  static func fileCreation(_ operation: Operation) throws(HDF5Error) -> Handle {
    try timeless(chdf5_file_creation(), operation)
  }

  static func groupCreation(_ operation: Operation) throws(HDF5Error) -> Handle {
    try timeless(chdf5_group_creation(), operation)
  }

  /// Contiguous storage, zeros where nothing was written.
  static func datasetCreation(
    _ type: HDF5ElementType, _ operation: Operation
  ) throws(HDF5Error) -> Handle {
    let list = try timeless(chdf5_dataset_creation(), operation)
    try operation.check(H5Pset_layout(list.id, H5D_CONTIGUOUS), "setting the layout failed")
    try operation.check(
      H5Pset_fill_time(list.id, H5D_FILL_TIME_ALLOC), "setting the fill time failed")
    if type != .string {
      let memory = try type.memoryType(operation)
      var zero: UInt64 = 0
      try operation.check(
        H5Pset_fill_value(list.id, memory.id, &zero), "setting the fill value failed")
    }
    return list
  }

  /// For a file that is built in memory and saved by `HDF5File.save`.
  static func writing(_ operation: Operation) throws(HDF5Error) -> Handle {
    let list = try access(operation)
    try operation.check(
      H5Pset_fapl_core(list.id, 1 << 20, false), "asking for a file in memory failed")
    return list
  }

  static func reading(_ operation: Operation) throws(HDF5Error) -> Handle {
    let list = try access(operation)
    // Locks are unknown to some network disks, and nobody writes through libhdf5 here.
    try operation.check(H5Pset_file_locking(list.id, false, true), "setting no lock failed")
    return list
  }

  private static func access(_ operation: Operation) throws(HDF5Error) -> Handle {
    let list = try make(chdf5_file_access(), operation)
    // Closing a file must fail, not linger, while something in it is open.
    try operation.check(
      H5Pset_fclose_degree(list.id, H5F_CLOSE_SEMI), "setting the close degree failed")
    // The format of 1.8 is the newest that has no mark for "open for writing" in the file.
    try operation.check(
      H5Pset_libver_bounds(list.id, H5F_LIBVER_V18, H5F_LIBVER_V18), "setting the format failed")
    return list
  }

  private static func timeless(
    _ kind: hid_t, _ operation: Operation
  ) throws(HDF5Error) -> Handle {
    let list = try make(kind, operation)
    try operation.check(
      H5Pset_obj_track_times(list.id, false), "turning times off failed")
    return list
  }

  private static func make(_ kind: hid_t, _ operation: Operation) throws(HDF5Error) -> Handle {
    try operation.own(H5Pcreate(kind), H5Pclose, "making a property list failed")
  }
}
