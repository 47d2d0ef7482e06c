/// Notices what training changes and does not save: parameters, and other states with a memory.
///
/// Training is cut into stretches, between which it may be interrupted and gone on with by another process. What is made in a
/// stretch and forgotten with it may change at will. What was there before, or is changed in two stretches, has a memory that has
/// to be saved.
public final class ChangeLog: @unchecked Sendable {
  /// The log of the training that is under way in this task.
  @TaskLocal private static var current: ChangeLog?

  /// The objects that are saved.
  public var saved: Set<ObjectIdentifier>
  /// Objects that have changed and should be saved, in the order in which that was noticed.
  public private(set) var unsaved: [AnyObject] = []
  private var changedBefore: [ObjectIdentifier: WeakReference] = [:]
  private var changedNow: [ObjectIdentifier: AnyObject] = [:]
  private var lastNodeBefore = Node.lastNumber

  private struct WeakReference { weak var object: AnyObject? }

  /// A log for training that saves these objects.
  public init(saved: Set<ObjectIdentifier>) { self.saved = saved }

  /// Calls `body` and notes what changes meanwhile.
  public func whileTraining<Result>(_ body: () throws -> Result) rethrows -> Result {
    try ChangeLog.$current.withValue(self, operation: body)
  }

  /// Begins the next stretch.
  public func beginStretch() {
    changedBefore = changedBefore.filter { $0.value.object != nil }
    for (identifier, object) in changedNow {
      changedBefore[identifier] = WeakReference(object: object)
    }
    changedNow = [:]
    lastNodeBefore = Node.lastNumber
  }

  /// To be called by a state with a memory, other than a parameter, when it changes.
  public static func note(_ state: AnyObject) {
    guard let current else { return }
    let identifier = ObjectIdentifier(state)
    if current.saved.contains(identifier) { return }
    if current.changedBefore[identifier]?.object === state {
      current.add(state)
    } else {
      current.changedNow[identifier] = state
    }
  }

  /// To be called by a parameter when it changes.
  static func note(_ parameter: Parameter) {
    guard let current, !current.saved.contains(ObjectIdentifier(parameter)) else { return }
    if parameter.node.number <= current.lastNodeBefore { current.add(parameter) }
  }

  private func add(_ object: AnyObject) {
    if !unsaved.contains(where: { $0 === object }) { unsaved.append(object) }
  }
}
