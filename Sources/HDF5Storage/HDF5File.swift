import CHDF5

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An HDF5 file: a new one that is being made, or an old one that is being read.
///
/// A new file is built in memory and reaches the disk in `flush()` and `close()`. So libhdf5 never
/// meets a full disk (after which it can neither close the file nor exit in peace), a failed save
/// can be tried again, and a file that is not closed leaves no half-written bytes. The price is
/// memory: as much as the file is long.
///
/// Safe to use from several threads: calls wait for each other.
public final class HDF5File: @unchecked Sendable {
  /// The path that the file was created or opened with.
  public let path: String
  /// Whether the file was made by `create(at:)`.
  public let isWritable: Bool

  // Both change only inside the library's lock; nil once closed.
  var identifier: hid_t?
  var descriptor: Int32?

  private init(path: String, identifier: hid_t, descriptor: Int32?) {
    self.path = path
    self.identifier = identifier
    self.descriptor = descriptor
    isWritable = descriptor != nil
  }

  deinit {
    Library.enter()
    if let identifier { H5Fclose(identifier) }
    Library.leave()
    if let descriptor { _ = closeDescriptor(descriptor) }
  }

  /// The group that holds everything.
  public var root: HDF5Group { HDF5Group(file: self, components: []) }

  /// Starts a new file; an old one at `path` keeps its bytes until the first `flush()` or
  /// `close()` replaces them.
  ///
  /// - Throws: `HDF5Error` when the path cannot be written to.
  public static func create(at path: String) throws(HDF5Error) -> HDF5File {
    let operation = Operation("create the file", file: path)
    let descriptor = openDescriptor(path, O_WRONLY | O_CREAT | O_CLOEXEC)
    if descriptor < 0 { throw operation.systemFailure("opening it failed", errno: errno) }
    Library.enter()
    defer { Library.leave() }
    do throws(HDF5Error) {
      let creation = try Properties.fileCreation(operation)
      let access = try Properties.writing(operation)
      // Two files in memory must not share a name, and libhdf5 looks on the disk for the name
      // first: so one that no disk has.
      serial += 1
      let id = H5Fcreate("/dev/null/\(serial)", chdf5_truncate(), creation.id, access.id)
      if id < 0 { throw operation.libraryFailure("libhdf5 refused", hint: "Free some memory") }
      return HDF5File(path: path, identifier: id, descriptor: descriptor)
    } catch {
      _ = closeDescriptor(descriptor)
      throw error
    }
  }

  /// Counts the files made, inside the lock.
  private nonisolated(unsafe) static var serial = 0

  /// Opens a file for reading.
  ///
  /// - Throws: `HDF5Error` when there is none, or when it is not a whole HDF5 file.
  public static func open(at path: String) throws(HDF5Error) -> HDF5File {
    let operation = Operation("open the file", file: path)
    try checkReadable(path, operation)
    Library.enter()
    defer { Library.leave() }
    let access = try Properties.reading(operation)
    let id = H5Fopen(path, chdf5_read_only(), access.id)
    if id < 0 {
      throw operation.libraryFailure(
        "it is not a whole HDF5 file",
        hint: "It may have been cut short by a full disk or a broken copy: make it again")
    }
    return HDF5File(path: path, identifier: id, descriptor: nil)
  }

  /// Saves a new file and closes it; closes an old one. Closing a closed file does nothing.
  ///
  /// - Throws: `HDF5Error` when the bytes do not reach the disk. The file then stays open, so that
  ///   `close()` can be called again once there is space.
  public func close() throws(HDF5Error) {
    Library.enter()
    defer { Library.leave() }
    guard let identifier else { return }
    let operation = Operation("close the file", file: path)
    if let descriptor { try save(identifier, to: descriptor, operation) }
    try operation.check(H5Fclose(identifier), "something in it is still open")
    self.identifier = nil
    guard let descriptor else { return }
    self.descriptor = nil
    if closeDescriptor(descriptor) != 0, errno != EINTR {
      throw operation.systemFailure("writing the last bytes failed", errno: errno)
    }
  }

  /// Writes everything so far to the disk and goes on.
  ///
  /// - Throws: `HDF5Error` when the bytes do not reach the disk; the file stays open.
  public func flush() throws(HDF5Error) {
    Library.enter()
    defer { Library.leave() }
    let operation = Operation("save the file", file: path)
    let identifier = try openIdentifier(operation)
    if let descriptor { try save(identifier, to: descriptor, operation) }
  }

  /// The library's identifier of an open file. Inside the lock.
  func openIdentifier(_ operation: Operation) throws(HDF5Error) -> hid_t {
    guard let identifier else {
      throw operation.failure("the file is closed", hint: "Use it before close()")
    }
    return identifier
  }
}
