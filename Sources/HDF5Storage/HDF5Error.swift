/// What went wrong with an HDF5 file, in words for the person who has to mend it.
public struct HDF5Error: Error, CustomStringConvertible, Equatable {
  /// What was being done, as a verb with its object: "read the data set /loss/kl".
  public let action: String
  /// The file it was done to, as the caller named it.
  public let file: String
  /// What was found.
  public let finding: String
  /// What to do about it.
  public let hint: String
  /// libhdf5's own account, from the call that failed down to its cause; empty when the
  /// trouble was found without asking the library.
  public let libraryMessages: [String]

  /// Two sentences, and below them what libhdf5 said.
  public var description: String {
    var text = "Cannot \(action) (file \(file)): \(finding). \(hint)."
    for message in libraryMessages {
      text += "\n  libhdf5: \(message)"
    }
    return text
  }
}
