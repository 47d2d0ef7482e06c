import CHDF5

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One thing being done to one file: turns status codes into errors that say so.
struct Operation: Sendable {
  /// A verb with its object: "read the data set /loss/kl".
  let action: String
  let file: String

  static let damaged = "The file may be damaged: make it again or restore a copy"

  init(_ action: String, file: String) {
    self.action = action
    self.file = file
  }

  /// An error found without the library's help.
  func failure(_ finding: String, hint: String) -> HDF5Error {
    HDF5Error(action: action, file: file, finding: finding, hint: hint, libraryMessages: [])
  }

  /// An error with the library's account of the call that has just failed. Call it before
  /// anything else inside the same lock: the next call clears the account.
  func libraryFailure(_ finding: String, hint: String = damaged) -> HDF5Error {
    HDF5Error(
      action: action, file: file, finding: finding, hint: hint,
      libraryMessages: Library.errorMessages())
  }

  /// An error of the operating system, with a hint that fits its number.
  func systemFailure(_ call: String, errno number: Int32) -> HDF5Error {
    let hint =
      switch number {
      case ENOENT, ENOTDIR: "Check the path, and that its folder exists"
      case EACCES, EPERM, EROFS: "Check the permissions of the file and its folder"
      case EISDIR: "Give the path of a file, not of a folder"
      case ENOSPC, EDQUOT: "Free space on the disk and try again"
      case EFBIG: "Raise the limit on the size of a file (ulimit -f) and try again"
      case EMFILE, ENFILE: "Close some files, or raise their limit (ulimit -n)"
      default: "Check the disk and the path"
      }
    return failure("\(call): \(String(cString: strerror(number)))", hint: hint)
  }

  func check(_ status: herr_t, _ finding: @autoclosure () -> String) throws(HDF5Error) {
    if status < 0 { throw libraryFailure(finding()) }
  }

  /// Takes over the identifier that a call has returned.
  func own(
    _ id: hid_t, _ closer: @escaping Handle.Closer, _ finding: @autoclosure () -> String
  ) throws(HDF5Error) -> Handle {
    if id < 0 { throw libraryFailure(finding()) }
    return Handle(owning: id, closer: closer)
  }
}
