import Testing

@testable import Harness

@Suite struct ProgressTests {
  /// A clock that a test moves by hand.
  final class HandClock { var seconds = 0.0 }

  private func meter(_ total: Int, columns: Int? = nil, quiet: Bool = false)
    -> (ProgressMeter, HandClock, Transcript)
  {
    let transcript = Transcript()
    let clock = HandClock()
    let reporter = ProgressReporter(transcript.console(columns: columns), isQuiet: quiet)
    let meter = ProgressMeter("vae: training", total: total, unit: "epochs", to: reporter) {
      clock.seconds
    }
    return (meter, clock, transcript)
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
    #expect(transcript.err.hasSuffix("\r\u{1B}[Kvae: training: 1 epochs in 1 s\n"))
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
