import Tensors

/// Times the training steps of a running notebook until each has been measured often enough, and then ends
/// the run.
///
/// A measurement is the mean of as many steps of one kind as take some 0.3 s, at least of one. The first
/// three iterations of the loop, which touch new memory, do not count, nor does the first step after them,
/// which tells how many steps a measurement needs.
package final class StepClock {
  /// The notebook's training is timed: nothing that follows is of use.
  package struct Done: Error {}

  /// The steps of one kind.
  package struct Series {
    /// Whom they move; nil in a loop that makes one step after the other.
    package let adversary: Adversary?
    /// Mean seconds of a step, one for each measurement.
    package fileprivate(set) var seconds: [Double] = []
    /// The floating-point operations of the last step.
    package fileprivate(set) var operations = 0
    /// The bytes that tensors had taken when the first measurement began, and the last one ended.
    package fileprivate(set) var bytesBefore = 0, bytesAfter = 0
    /// Nil until there was a step that tells.
    fileprivate var stepsInMeasurement: Int?
    fileprivate var current = (steps: 0, seconds: 0.0)
  }

  /// The kinds of steps that there were, in the order in which they came.
  package private(set) var series: [Series] = []
  private let measurements: Int
  private let now: () -> Double
  private var iterationsDone = 0
  /// The steps of adversaries so far.
  private var turnSteps = 0

  private static let warmUpIterations = 3
  private static let secondsOfMeasurement = 0.3

  /// A clock that waits for `measurements` of every kind of step, and reads seconds from `now`.
  package init(measurements: Int = 7, now: @escaping () -> Double = StepClock.systemTime()) {
    self.measurements = measurements
    self.now = now
  }

  private static func systemTime() -> () -> Double {
    let clock = ContinuousClock()
    let origin = clock.now
    return { (clock.now - origin) / .seconds(1) }
  }

  /// Makes the iterations of a loop, given the number of those before, until everything is measured.
  ///
  /// - Throws: `Done` at the end; whatever an iteration throws.
  func repeatUntilDone(_ iteration: (_ iterationsDone: Int) throws -> Void) throws {
    while !isDone {
      try time(nil) { try iteration(iterationsDone) }
      iterationsDone += 1
    }
    throw Done()
  }

  private var isDone: Bool {
    !series.isEmpty && series.allSatisfy { $0.seconds.count >= measurements }
  }

  /// Makes a step and counts its time.
  ///
  /// - Parameter adversary: whom it moves; nil for an iteration of the loop, which is a step itself unless
  ///   there were steps of adversaries in it.
  func time<Result>(_ adversary: Adversary?, _ step: () throws -> Result) rethrows -> Result {
    let engine = Engine.current
    let turnStepsBefore = turnSteps
    let operations = engine.operationCount
    let start = now()
    let result = try step()
    let seconds = now() - start
    if adversary != nil {
      turnSteps += 1
    } else if turnSteps > turnStepsBefore {
      return result
    }
    let index = series.firstIndex { $0.adversary == adversary } ?? series.endIndex
    if index == series.endIndex { series.append(Series(adversary: adversary)) }
    series[index].operations = engine.operationCount - operations
    if iterationsDone >= Self.warmUpIterations {
      series[index].add(seconds, bytes: engine.allocatedBytes)
    }
    return result
  }
}

extension StepClock.Series {
  fileprivate mutating func add(_ stepSeconds: Double, bytes: Int) {
    guard let stepsInMeasurement else {
      stepsInMeasurement = StepClock.stepsInMeasurement(lasting: stepSeconds)
      bytesBefore = bytes
      return
    }
    current.steps += 1
    current.seconds += stepSeconds
    guard current.steps == stepsInMeasurement else { return }
    seconds.append(current.seconds / Double(current.steps))
    bytesAfter = bytes
    current = (0, 0)
  }
}

extension StepClock {
  /// How many steps that last so many seconds make a measurement.
  fileprivate static func stepsInMeasurement(lasting seconds: Double) -> Int {
    max(1, Int(min(1e6, secondsOfMeasurement / max(seconds, 1e-9))))
  }
}
