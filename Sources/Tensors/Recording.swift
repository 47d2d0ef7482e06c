/// Whether operations of the current task are put on the tape.
enum Recording {
  @TaskLocal private static var isPaused = false

  /// Whether the result of an operation remembers how it was computed.
  static var isOn: Bool { !isPaused }

  /// Calls `body`, in which results have no past.
  static func paused<Result>(_ body: () -> Result) -> Result {
    $isPaused.withValue(true, operation: body)
  }
}
