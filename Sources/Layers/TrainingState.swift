/// Something that training changes from step to step, and that a run has to find again as it was if it is
/// to go on after an interruption: a network, an optimiser, a source of batches.
public protocol TrainingState: AnyObject {
  /// Shows every value that training changes to `archive`, in a fixed order. The archive takes them down, or
  /// puts others that it holds in their place: one list for both ways, so none can be forgotten in one. States that are parts
  /// of this one are passed on as a whole, by `archive.exchange(part)`.
  ///
  /// - Throws: `StateError` where the archive holds other values than these.
  func exchange(with archive: StateArchive) throws(StateError)
}

extension Network {
  /// Every tensor of the network, running statistics too.
  public func exchange(with archive: StateArchive) throws(StateError) {
    for variable in variables { try archive.exchange(variable.name, variable.parameter) }
  }
}
