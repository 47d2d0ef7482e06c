import Foundation
import Testing

@testable import Comparisons
@testable import Platform
@testable import Records
@testable import Weaving

/// The pieces of a difference.
@Suite struct ChangeTests {
  private func metric(_ old: Double, _ new: Double, _ better: Direction? = nil) -> MetricChange {
    MetricChange(
      name: "m", old: .init(value: .double(old), unit: "", description: ""),
      new: .init(value: .double(new), unit: "", description: "", better: better))
  }

  @Test func countsTheDoublesBetween() {
    #expect(metric(1, 1.nextUp).unitsInTheLastPlace == 1)
    #expect(metric(1.nextDown, 1.nextUp).unitsInTheLastPlace == 2)
    #expect(metric(-0.0.nextUp, 0.0.nextUp).unitsInTheLastPlace == 2)
    #expect(metric(0, -0.0).unitsInTheLastPlace == 0)
    #expect(
      metric(-.greatestFiniteMagnitude, .greatestFiniteMagnitude).unitsInTheLastPlace
        == 2 * Double.greatestFiniteMagnitude.bitPattern)
    #expect(metric(1, .infinity).unitsInTheLastPlace == nil)
  }

  @Test func judgesByTheDirection() {
    #expect(metric(2, 1, .less).verdict == .better && metric(1, 2, .less).verdict == .worse)
    #expect(metric(2, 1, .more).verdict == .worse && metric(1, 2, .more).verdict == .better)
    #expect(metric(0.5, 1.25, .nearOne).verdict == .better)
    #expect(metric(0.5, 1.5, .nearOne).verdict == nil)
    #expect(metric(0.5, .nan, .more).verdict == .worse)
    #expect(metric(.nan, 9, .less).verdict == .better)
    #expect(metric(1, 2).verdict == nil && metric(1, 2, .notAboveReal).verdict == nil)
  }

  @Test func relatesAChangeToWhatWas() {
    #expect(metric(-2, -1).relativeChange == 0.5)
    #expect(metric(0, 1).relativeChange == nil && metric(.infinity, 1).relativeChange == nil)
  }

  @Test func tellsNumbersApart() {
    let (old, new) = ChangeWords.values(.double(155.39131021499634), .double(155.39131021499637))
    #expect(old == "155.39131021499634" && new == "155.39131021499637")
    #expect(ChangeWords.values(.int(3), .double(3.25)) == ("3", "3.25"))
    #expect(ChangeWords.values(.string("NaN"), .double(1)) == ("NaN", "1"))
    #expect(ChangeWords.values(nil, .double(0.1)) == ("–", "0.1"))
  }

  @Test func unitsInTheLastPlaceAreToldWhereTheyAreFew() {
    #expect(ChangeWords.ulps(nil) == "" && ChangeWords.ulps(1) == "1 ulp")
    #expect(ChangeWords.ulps(1_000_000) == "1000000 ulp" && ChangeWords.ulps(1_000_001) == "")
  }

  @Test func theFiguresOfAFailedClaimDoNotReadAsIfTheyHeld() {
    func claim(_ holds: Bool, _ detail: String) -> ClaimOutput {
      ClaimOutput(text: "Sharper", holds: holds, detail: detail)
    }
    let failed = claim(false, "0.24 > 0.28")
    #expect(Markdown.claim(failed) == "❌ Sharper (not so: 0.24 > 0.28)")
    #expect(Markdown.claim(claim(true, "0.3 > 0.28")) == "✅ Sharper: 0.3 > 0.28")
    // What was measured is so.
    #expect(Markdown.claim(claim(false, "24 % are")) == "❌ Sharper: 24 % are")
    #expect(Markdown.claim(claim(false, "")) == "❌ Sharper")
    func words(_ old: ClaimOutput?, _ new: ClaimOutput?) -> String {
      ChangeWords.afterKind(ClaimChange(text: "Sharper", old: old, new: new))
    }
    let held = claim(true, "0.3 > 0.28")
    #expect(words(held, failed) == ": holds: 0.3 > 0.28 → fails (not so: 0.24 > 0.28)")
    #expect(words(nil, failed) == " (not so: 0.24 > 0.28)")
    #expect(words(held, nil) == ": 0.3 > 0.28")
  }

  @Test func writesNumbersAsRanges() {
    #expect(ChangeWords.ranges([]) == "")
    #expect(ChangeWords.ranges([0, 1, 2, 6]) == "1–3, 7")
    #expect(ChangeWords.ranges([0, 2, 4, 5, 8], most: 2) == "1, 3 and 3 more")
  }

  @Test func claimsThatBrokeComeFirst() {
    func claim(_ text: String, _ holds: Bool, _ detail: String = "") -> ClaimOutput {
      ClaimOutput(text: text, holds: holds, detail: detail)
    }
    let old = [
      claim("same", true), claim("figures", true, "1 < 2"), claim("gone", true),
      claim("mended", false), claim("broke", true), claim("twice", true), claim("twice", false),
    ]
    let new = [
      claim("added", true), claim("broken from the start", false), claim("mended", true),
      claim("broke", false), claim("figures", true, "1.5 < 2"), claim("same", true),
      claim("twice", true), claim("twice", true),
    ]
    let changes = ClaimChange.changes(old, new)
    #expect(
      changes.map(\.text) == [
        "broke", "broken from the start", "mended", "twice", "gone", "added", "figures",
      ])
    #expect(
      changes.map(\.kind) == [
        .broke, .addedFailing, .mended, .mended, .removed, .addedHolding, .otherFigures,
      ])
  }

  @Test func linesOfADifferenceMakeTheNewTextOfTheOld() {
    var state: UInt64 = 1
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<300 {
      let old = (0..<random(30)).map { _ in "line \(random(6))" }
      var new = old
      for _ in 0..<random(4) {
        if !new.isEmpty, random(2) == 0 { new.remove(at: random(new.count)) }
        new.insert("new \(random(3))", at: random(new.count + 1))
      }
      let difference = LineDifference(old, new)
      // Patching: outside of hunks lines are copied.
      var patched: [String] = []
      var next = 1
      for hunk in difference.hunks {
        patched += old[next - 1..<hunk.oldStart - 1]
        #expect(patched.count == hunk.newStart - 1)
        next = hunk.oldStart
        for line in hunk.lines {
          if line.kind != .added {
            #expect(old[next - 1] == line.text)
            next += 1
          }
          if line.kind != .removed { patched.append(line.text) }
        }
      }
      patched += old[(next - 1)...]
      #expect(patched == new)
      #expect(difference.hunks.isEmpty == (old == new))
    }
  }

  @Test func knowsProseFromCode() {
    let old = "//: Words.\nlet a = 1\n"
    #expect(
      SourceChange(file: "A.swift", old: old, new: "//: Other words.\nlet a = 1\n").isProseOnly
        == true)
    #expect(
      SourceChange(file: "A.swift", old: old, new: "//: Words.\nlet a = 2\n").isProseOnly == false)
  }

  @Test func aCommitCannotSteerTheTerminal() {
    #expect(
      Paint.clean("a\u{1B}[2Jb\u{9B}c\u{202E}d\ne\u{7}")
        == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d e\u{FFFD}")
    #expect(Paint.width(Paint(isColoured: true).red("äb")) == 2)
  }
}
