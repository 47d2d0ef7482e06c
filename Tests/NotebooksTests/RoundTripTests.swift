import Digits
import Evaluation
import HarnessTestSupport
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct RoundTripTests {
  /// Fourteen pictures of A at level 0.2 and fifteen of B at 0.6; the ways double and halve.
  private let trips = RoundTrips(
    a: Tensor([14, 784], repeating: 0.2), b: Tensor([15, 784], repeating: 0.6), toB: { 2 * $0 },
    toA: { 0.5 * $0 })

  @Test func everyPictureGoesThereAndBack() {
    #expect(trips.toB.shape == [14, 784] && trips.backToB.shape == [15, 784])
    #expect(trips.toB.values[0] == 0.4 && trips.toA.values[0] == 0.3)
    #expect(trips.backToA.values == trips.a.values && trips.backToB.values == trips.b.values)
  }

  @Test func sixRowsOfTwelveAreShownAndFramesOfThem() throws {
    let lab = lab()
    lab.roundTrips("trips", trips, kinds: ("a", "b"))
    lab.appendRoundTrips("frames", trips, step: 0)
    lab.appendRoundTrips("frames", trips, step: 5)
    lab.roundTripsAnimation("frames", kinds: ("a", "b"))
    #expect(lab.mistake == nil)
    let images = try #require(lab.record.arrays["trips/images"])
    #expect(images.shape == [6, 12, 28, 28])
    let levels = (0..<6).map { lab.record.bytes("trips/images")[$0 * 12 * 784] }
    #expect(levels == [0.6, 0.3, 0.6, 0.2, 0.4, 0.2].map { UInt8((255 * $0).rounded()) })
    #expect(lab.record.arrays["frames/images"]?.shape == [2, 72, 28, 28])
  }

  @Test func partnersMeasureAsTheyAre() throws {
    try Engine(threads: 2).withCurrent {
      let data = DigitData(
        name: "few", train: Strokes(seed: 5).draw(0..<600, on: Workers()),
        test: Strokes(seed: 5).draw(60_000..<60_100, on: Workers()))
      let lab = lab(), digits = data.test.tensor
      // Faint digits, which are darkened again.
      let trips = RoundTrips(a: 0.5 * digits, b: digits, toB: { 2 * $0 }, toA: { 0.5 * $0 })
      lab.measuredRoundTrips(
        "faint", trips, kinds: ("faint digit", "digit"), labels: data.test.labels,
        by: try lab.yardstick(for: data))
      #expect(lab.mistake == nil)
      var results: [String: Double] = [:]
      for result in lab.record.results {
        if case .double(let value) = result.value { results[result.name] = value }
      }
      for kind in ["translated", "there-and-back"] {
        #expect(abs(results["faint/\(kind)/frechet-distance"] ?? 1) < 1e-6)
      }
      let agreements = ["untranslated", "translated", "there-and-back"].compactMap {
        results["faint/\($0)/agreement"]
      }
      #expect(agreements.count == 3 && agreements[1] == agreements[2])
      #expect(results["faint/overlap"] == 1)
    }
  }
}
