import Testing

@testable import Harness

/// What is measured again, with peaks that are as they are told.
@Suite struct PeakGuardTests {
  /// A machine that reaches one peak after the other; the first one at leisure.
  private func undisturbed(
    _ peaks: [Peak], attempts: Int = 5
  ) -> (measurement: Measurement?, calls: Int) {
    var next = peaks.makeIterator()
    var calls = 0
    var peakGuard = PeakGuard(attempts: attempts) { _ in next.next() ?? Self.whole }
    let found = peakGuard.undisturbed {
      calls += 1
      return [Measurement(name: "step", seconds: [Double(calls)])]
    }
    #expect(next.next() == nil, "the peak is measured before and after each time")
    return (found.first, calls)
  }

  static let whole = Peak(one: 100, all: 195, processors: 2, roundTrip: 110)
  /// Two threads that share one core, and so answer each other at once.
  static let shared = Peak(one: 100, all: 101, processors: 2, roundTrip: 30)
  /// Both slower, as with another program on each processor.
  static let slow = Peak(one: 60, all: 120, processors: 2, roundTrip: 120)
  /// Two cores without a common cache.
  static let far = Peak(one: 100, all: 195, processors: 2, roundTrip: 500)

  @Test func whatNothingDisturbedIsMeasuredOnce() {
    let (measurement, calls) = undisturbed([Self.whole, Self.whole, Self.whole])
    #expect(calls == 1 && measurement?.repetitions == 0 && measurement?.isDisturbed == false)
  }

  @Test(arguments: [shared, slow, far])
  func whatWasDisturbedBeforeOrAfterIsMeasuredAgain(disturbed: Peak) {
    let whole = Self.whole
    let (measurement, calls) = undisturbed(
      [whole, disturbed, whole, whole, disturbed, whole, whole])
    #expect(calls == 3 && measurement?.seconds == [3])
    #expect(measurement?.repetitions == 2 && measurement?.isDisturbed == false)
  }

  @Test func whatIsDisturbedToTheEndSaysSo() {
    let peaks = [Self.whole] + [Peak](repeating: Self.shared, count: 6)
    let (measurement, calls) = undisturbed(peaks, attempts: 3)
    #expect(calls == 3 && measurement?.repetitions == 2 && measurement?.isDisturbed == true)
    #expect(measurement?.roundTrip == 30)
  }

  /// Where the processors are never near each other, that is how this machine is.
  @Test func whatIsAlwaysFarIsNotDisturbed() {
    let (measurement, calls) = undisturbed([Self.far, Self.far, Self.far])
    #expect(calls == 1 && measurement?.isDisturbed == false && measurement?.roundTrip == 500)
  }

  /// The first peak may be the disturbed one.
  @Test(arguments: [slow, far, shared])
  func aBetterPeakThanTheFirstIsTheMeasureFromThenOn(first: Peak) {
    let (measurement, calls) = undisturbed([first, first, Self.whole, Self.whole, Self.whole])
    #expect(calls == 2 && measurement?.repetitions == 1)
  }

  @Test func moreThreadsThanProcessorsDisturbNothing() {
    let crowded = Peak(one: 100, all: 190, processors: 2, roundTrip: 110)
    #expect(!crowded.isDisturbed(best: crowded))
    #expect(Peak(one: 100, all: 190, processors: 4, roundTrip: 110).isDisturbed(best: crowded))
  }
}
