import CHDF5

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The system's part: here a full disk is an `errno`, not a broken library.
extension HDF5File {
  /// Writes the file in memory over the whole of `descriptor`. Inside the lock.
  func save(
    _ identifier: hid_t, to descriptor: Int32, _ operation: Operation
  ) throws(HDF5Error) {
    try operation.check(
      H5Fflush(identifier, H5F_SCOPE_GLOBAL), "gathering the file in memory failed")
    // The driver for files in memory hands out the address of its pointer to them. Room to grow
    // follows the file's end, which the length of its image tells.
    var address: UnsafeMutableRawPointer?
    try operation.check(
      H5Fget_vfd_handle(identifier, chdf5_default_properties(), &address),
      "finding the file in memory failed")
    let count = H5Fget_file_image(identifier, nil, 0)
    guard count > 0, let start = address?.load(as: UnsafeRawPointer?.self) else {
      throw operation.libraryFailure("measuring the file in memory failed")
    }
    do throws(HDF5Error) {
      try Self.write(UnsafeRawBufferPointer(start: start, count: count), to: descriptor, operation)
    } catch {
      // Half a file must not be mistaken for one, nor fill the disk.
      _ = ftruncate(descriptor, 0)
      throw error
    }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ operation: Operation
  ) throws(HDF5Error) {
    var done = 0
    while done < bytes.count {
      // One call moves less than 2 GiB on every system.
      let piece = UnsafeRawBufferPointer(rebasing: bytes[done...].prefix(1 << 30))
      let written = pwrite(descriptor, piece.baseAddress, piece.count, off_t(done))
      if written < 0 {
        if errno == EINTR { continue }
        throw operation.systemFailure(
          "writing stopped after \(done) of \(bytes.count) bytes", errno: errno)
      }
      done += written
    }
    if ftruncate(descriptor, off_t(bytes.count)) != 0 {
      throw operation.systemFailure("setting the file's length failed", errno: errno)
    }
    // Some disks report a lack of space only now. Some have nothing to synchronise.
    if fsync(descriptor) != 0, ![EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) {
      throw operation.systemFailure("writing the bytes to the disk failed", errno: errno)
    }
  }

  /// Says in plain words what libhdf5 would say in twelve lines.
  static func checkReadable(_ path: String, _ operation: Operation) throws(HDF5Error) {
    var status = stat()
    // Without blocking, should it be a pipe.
    let descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { throw operation.systemFailure("opening it failed", errno: errno) }
    defer { _ = closeDescriptor(descriptor) }
    if fstat(descriptor, &status) != 0 {
      throw operation.systemFailure("looking at it failed", errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw operation.failure(
        "it is a folder", hint: "Give the path of a file, not of a folder")
    default:
      throw operation.failure("it is not a regular file", hint: "Check the path")
    }
    if status.st_size == 0 {
      throw operation.failure(
        "it is empty", hint: "Whoever made it was stopped before closing it: make it again")
    }
  }

  static func openDescriptor(_ path: String, _ flags: Int32) -> Int32 {
    while true {
      let descriptor = systemOpen(path, flags, 0o666)
      if descriptor >= 0 || errno != EINTR { return descriptor }
    }
  }
}

// The members of the class named `open` and `close` hide the system's functions inside it.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}

func closeDescriptor(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
