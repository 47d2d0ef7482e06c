import HarnessTestSupport
import Synchronization
import Testing

@testable import Platform

@Suite struct ProgressTests {
  /// A clock that a test moves by hand.
  final class HandClock { var seconds = 0.0 }

  private func meter(
    _ total: Int, done: Int = 0, partsInUnit: Int = 1, columns: Int? = nil, quiet: Bool = false
  ) -> (ProgressMeter, HandClock, Transcript) {
    let transcript = Transcript()
    let clock = HandClock()
    let reporter = ProgressReporter(transcript.console(columns: columns), isQuiet: quiet)
    let meter = ProgressMeter(
      "vae: training", total: total, done: done, unit: "epoch", partsInUnit: partsInUnit,
      to: reporter
    ) { clock.seconds }
    return (meter, clock, transcript)
  }

  @Test func aWarningIsGivenOnceAndAlsoWhenQuiet() {
    let transcript = Transcript()
    let reporter = ProgressReporter(transcript.console(), isQuiet: true)
    for text in ["no locks", "no room", "no locks"] { reporter.warn(text) }
    #expect(transcript.err == "experiments: no locks\nexperiments: no room\n")
  }

  @Test func isSparseAwayFromATerminal() {
    let (meter, clock, transcript) = meter(100)
    for epoch in 1...100 {
      clock.seconds += 1
      meter.advance(detail: "loss \(epoch)")
    }
    meter.finish()
    meter.finish()
    let lines = transcript.err.split(separator: "\n")
    #expect(lines.count == 12)
    #expect(lines.first == "vae: training: 100 epochs")
    #expect(lines[1] == "vae: training: 10/100 epochs, 1/s, 1 min 30 s left, loss 10")
    #expect(lines.last == "vae: training: 100 epochs in 1 min 40 s, loss 100")
    #expect(!transcript.err.contains("\r"))
  }

  @Test func isALiveBarOnATerminal() {
    let (meter, clock, transcript) = meter(4, columns: 80)
    clock.seconds = 1
    meter.advance()
    let last = transcript.err.split(separator: "\r").last.map(String.init) ?? ""
    #expect(last.contains("1/4 epochs, 1/s, 3 s left"))
    #expect(last.hasPrefix("███████░░░"))
    #expect(last.hasSuffix("\u{1B}[K"))
    #expect(last.dropLast(3).count < 80)
    meter.finish()
    #expect(transcript.err.hasSuffix("\r\u{1B}[Kvae: training: 1 epoch in 1 s\n"))
  }

  @Test func movesWithinAUnit() {
    let (meter, clock, transcript) = meter(4 * 30, partsInUnit: 30, columns: 80)
    #expect(transcript.err.contains("0/4 epochs"))
    clock.seconds = 15
    meter.advance(by: 15)
    #expect(transcript.err.hasSuffix("vae: training: 0.5/4 epochs, 2/min, 1 min 45 s left\u{1B}[K"))
    #expect(transcript.err.split(separator: "\r").last?.hasPrefix("███░") == true)
    clock.seconds = 30
    meter.advance(by: 15)
    #expect(transcript.err.hasSuffix("vae: training: 1/4 epochs, 2/min, 1 min 30 s left\u{1B}[K"))
    clock.seconds = 119.9
    meter.advance(by: 89)
    #expect(transcript.err.contains("vae: training: 3.9/4 epochs"))
    meter.advance()
    meter.finish()
    #expect(transcript.err.hasSuffix("vae: training: 4 epochs in 2 min 00 s\n"))
  }

  @Test func goesOnWithinAUnit() {
    let (_, _, transcript) = meter(4 * 30, done: 45, partsInUnit: 30)
    #expect(transcript.err == "vae: training: 4 epochs, going on after 1.5\n")
  }

  /// What a terminal of a changing width, which wraps again what it shows, has in its rows.
  @Test func leavesNoTrailWhenTheWindowBecomesNarrower() {
    let transcript = Transcript()
    let window = Mutex(80)
    let reporter = ProgressReporter(
      Console(
        out: { _ in }, err: transcript.console().err, columns: window.withLock { $0 }))
    reporter.live(String(repeating: "x", count: 70))
    window.withLock { $0 = 20 }
    // 70 characters are now four rows, and the cursor is in the last.
    reporter.live(String(repeating: "y", count: 70))
    #expect(
      transcript.err.hasSuffix("\r\u{1B}[3A\u{1B}[J\(String(repeating: "y", count: 19))\u{1B}[K"))
    reporter.message("done")
    #expect(transcript.err.hasSuffix("y\u{1B}[K\r\u{1B}[Kdone\n"))
  }

  @Test func showsSeveralLinesInThePlaceOfThoseBefore() {
    let transcript = Transcript()
    let reporter = ProgressReporter(transcript.console(columns: 20))
    reporter.live(["sweep", "one", "two"])
    #expect(transcript.err == "\rsweep\u{1B}[K\none\u{1B}[K\ntwo\u{1B}[K")
    reporter.live(["sweep", "two"])
    #expect(transcript.err.hasSuffix("\r\u{1B}[2Asweep\u{1B}[K\ntwo\u{1B}[K\u{1B}[J"))
    reporter.message("done")
    #expect(transcript.err.hasSuffix("\r\u{1B}[1A\u{1B}[Jdone\n"))
  }

  /// Also where nobody is shown anything: others may ask.
  @Test func notesEverySecondHowFarItIs() {
    let transcript = Transcript()
    let reporter = ProgressReporter(transcript.console(), isQuiet: true)
    var notes: [String] = []
    reporter.note = { notes.append($0) }
    var seconds = 0.0
    let meter = ProgressMeter("vae: training", total: 4, unit: "epoch", to: reporter) { seconds }
    for time in [0.5, 1, 1.5, 2.5] {
      seconds = time
      meter.advance()
    }
    #expect(
      notes == [
        "vae: training: 0/4 epochs", "vae: training: 2/4 epochs, 2/s, 1 s left",
        "vae: training: 4/4 epochs, 1.6/s",
      ])
    #expect(transcript.err.isEmpty)
  }

  @Test(arguments: [
    (120, "120/s"), (123.4, "123/s"), (99.6, "100/s"), (12.34, "12/s"), (3.14, "3.1/s"),
    (0.5, "30/min"), (0.001, "0.06/min"), (123_456.7, "123457/s"),
  ])
  func writesRatesWithoutExponents(perSecond: Double, text: String) {
    #expect(ProgressMeter.rate(perSecond) == text)
  }

  @Test func isSilentWhenQuiet() {
    let (meter, _, transcript) = meter(4, columns: 80, quiet: true)
    meter.advance(by: 4)
    meter.finish()
    #expect(transcript.err.isEmpty)
  }

  @Test(arguments: [
    (0.04, "0 s"), (3.14, "3.1 s"), (45.2, "45 s"), (192, "3 min 12 s"), (7500, "2 h 05 min"),
  ])
  func tellsTimeForPeople(seconds: Double, text: String) {
    #expect(ProgressMeter.duration(seconds) == text)
  }
}
