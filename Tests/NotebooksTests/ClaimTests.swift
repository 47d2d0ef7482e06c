import HarnessTestSupport
import Testing

@testable import Notebooks
@testable import Records

@Suite struct ClaimTests {
  private func measured() -> Lab {
    let lab = lab()
    lab.metric("loss/test", 152.9, unit: "nats", "Loss")
    lab.metric("loss/train", 160.5, unit: "nats", "Loss")
    lab.metric("agreement", 0.962, unit: "share", "Agreement")
    return lab
  }

  @Test(arguments: [
    (ClaimLimit.atMost(158), true, "152.9 ≤ 158 nats"), (.atMost(150), false, "152.9 ≤ 150 nats"),
    (.atMost(152.9), true, "152.9 ≤ 152.9 nats"), (.below(152.9), false, "152.9 < 152.9 nats"),
    (.atLeast(152.9), true, "152.9 ≥ 152.9 nats"), (.above(152.9), false, "152.9 > 152.9 nats"),
    (.below("loss/train"), true, "152.9 < 160.5 nats"),
    (.above("loss/train"), false, "152.9 > 160.5 nats"),
    (.atMost(0.5, of: "loss/train"), false, "152.9 ≤ 80.25 nats, 0.5 of `loss/train`"),
    (.within(150...153), true, "150 ≤ 152.9 ≤ 153 nats"),
    (.within(150...152), false, "150 ≤ 152.9 ≤ 152 nats"),
  ])
  func readsAMetricAndWritesItsFigures(limit: ClaimLimit, holds: Bool, figures: String) {
    let lab = measured()
    lab.claim("So it is", "loss/test", limit)
    #expect(lab.mistake == nil)
    #expect(lab.record.claims == [ClaimOutput(text: "So it is", holds: holds, detail: figures)])
  }

  @Test func tellsSharesInPercentAndAddsDetails() {
    let lab = measured()
    lab.claim("So it is", "agreement", .atLeast(0.95), detail: "label 5")
    lab.claim("And so it is", 0.25, .above(0.5), unit: "share")
    #expect(lab.record.claims.map(\.detail) == ["96.2 % ≥ 95 %, label 5", "25 % > 50 %"])
    #expect(lab.record.claims.map(\.holds) == [true, false])
  }

  @Test func noNumberMeetsALimitIfItIsNotANumber() {
    let lab = measured()
    for limit in [ClaimLimit.atMost(1), .atLeast(1), .below(1), .above(1), .within(0...1)] {
      lab.claim("So it is", .nan, limit)
    }
    #expect(lab.record.claims.count == 5 && lab.record.claims.allSatisfy { $0.holds == false })
  }

  @Test func tellsWhatDoesNotApplyAndWhy() {
    let lab = measured()
    lab.claim("About other data", "loss/test", .atMost(1), unless: "these are letters")
    lab.claim("About nothing that was measured", .nan, .atMost(1), unless: "there is nothing")
    lab.inapplicableMetrics = ["quality/sharpness"]
    lab.claim("About edges", "quality/sharpness", .atLeast(0.5))
    #expect(lab.record.claims.map(\.holds) == [nil, nil, nil])
    #expect(
      lab.record.claims.map(\.detail) == [
        "these are letters", "there is nothing", "these data have no quality/sharpness",
      ])
    #expect(lab.record.claims.applicable.isEmpty)
    #expect(lab.mistake == nil)
  }

  @Test func refusesAMetricThatWasNeverLeft() {
    let lab = measured()
    lab.claim("So it is", "los/test", .atMost(158))
    #expect(
      lab.mistake?.problem
        == "a claim is about the metric los/test, which has no value before this line")
  }
}
