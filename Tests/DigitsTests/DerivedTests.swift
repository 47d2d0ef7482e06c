import Foundation
import Kernels
import TestSupport
import Testing

@testable import Digits

/// Images made of images.
@Suite struct DerivedTests {
  private struct Case: Decodable {
    let pattern, skeleton: [String]
  }

  private func pixels(_ rows: [String], ink: UInt8, ground: UInt8) -> [UInt8] {
    rows.flatMap { $0.map { $0 == "#" ? ink : ground } }
  }

  @Test func skeletonsAreThoseOfOpenCV() throws {
    let cases = try JSONDecoder().decode([Case].self, from: Data(fixture("skeletons.json")))
    #expect(cases.count == 14)
    for (index, example) in cases.enumerated() {
      let shape = ImageShape(height: example.pattern.count, width: example.pattern[0].count)
      // What counts is whether a pixel is above ½.
      let set = DigitSet(
        unlabelled: pixels(example.pattern, ink: 128, ground: 127), shape: shape)
      let skeleton = set.skeletons(on: Workers())
      #expect(
        skeleton.images == pixels(example.skeleton, ink: 255, ground: 0), "pattern \(index)")
    }
  }

  @Test func labelsAndStylesStayAndThreadsDoNotMatter() {
    let digits = Strokes(seed: 4).draw(0..<600, on: Workers())
    let skeletons = digits.skeletons(on: Workers())
    #expect(skeletons.labels == digits.labels && skeletons.styles == digits.styles)
    #expect(digits.skeletons(on: ThreadedWorkers(3)) == skeletons)
    #expect(digits[300..<600].skeletons(on: Workers()) == skeletons[300..<600])
  }

  private let ramp = DigitSet(
    images: (0..<48).map { UInt8($0 * 5) }, labels: [9],
    shape: ImageShape(height: 4, width: 6, channels: 2))

  @Test func blockMeansRoundHalvesUpwards() {
    let means = ramp.blockMeans(of: 2, on: Workers())
    #expect(means.shape == ImageShape(height: 2, width: 3, channels: 2) && means.labels == [9])
    for row in 0..<2 {
      for column in 0..<3 {
        for channel in 0..<2 {
          var sum = 0.0
          for (y, x) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            sum += Double(ramp.images[((2 * row + y) * 6 + 2 * column + x) * 2 + channel])
          }
          #expect(
            means.images[(row * 3 + column) * 2 + channel]
              == UInt8((sum / 4).rounded(.toNearestOrAwayFromZero)))
        }
      }
    }
  }

  @Test func ofUpperHalvesTheLowerRowsAreEmpty() {
    let halves = ramp.upperHalves(on: Workers())
    #expect(halves.images == ramp.images[..<24] + [UInt8](repeating: 0, count: 24))
  }

  @Test func dilationAndErosionTakeTheGreatestAndTheLeastOfNeighbours() {
    let (height, width) = (7, 5)
    let levels = (0..<height * width).map { UInt8(truncatingIfNeeded: $0 * 37 + $0 * $0 * 11) }
    let set = DigitSet(unlabelled: levels, shape: ImageShape(height: height, width: width))
    let (dilated, eroded) = (set.dilated(on: Workers()), set.eroded(on: Workers()))
    for y in 0..<height {
      for x in 0..<width {
        var around: [UInt8] = []
        for (dy, dx) in (0..<9).map({ ($0 / 3 - 1, $0 % 3 - 1) })
        where 0..<height ~= y + dy && 0..<width ~= x + dx {
          around.append(levels[(y + dy) * width + x + dx])
        }
        #expect(dilated.images[y * width + x] == around.max())
        #expect(eroded.images[y * width + x] == around.min())
      }
    }
    let hollow = dilated.subtracting(set)
    #expect(hollow.images == zip(dilated.images, levels).map { $0 - $1 })
    #expect(set.subtracting(dilated).images.allSatisfy { $0 == 0 })
  }

  @Test func stacksHaveAnImageOfTheSetInEachChannel() {
    let digits = Strokes(seed: 4).draw(0..<50, on: Workers())
    let stacks = StackedDigits(40, of: digits, using: RandomStream(key: 7))
    #expect(stacks.images.shape == ImageShape(height: 28, width: 28, channels: 3))
    #expect(stacks.images.count == 40 && !stacks.images.isLabelled)
    for (place, index) in stacks.indices.enumerated() {
      let channel = (0..<784).map { stacks.images.images[(place / 3 * 784 + $0) * 3 + place % 3] }
      #expect(channel == Array(digits.images[Int(index) * 784..<(Int(index) + 1) * 784]))
    }
    #expect(Set(stacks.indices).count > 30)
    // More of them begin with the same ones.
    let more = StackedDigits(60, of: digits, using: RandomStream(key: 7))
    #expect(Array(more.indices.prefix(120)) == stacks.indices)
  }

  @Test func pairsKeepTogether() {
    let digits = Strokes(seed: 4).draw(0..<20, on: Workers())
    let pairs = ImagePairs(from: digits.blockMeans(of: 4, on: Workers()), to: digits)
    #expect(pairs.count == 20)
    #expect(pairs.sources.shape == ImageShape(height: 7, width: 7))
    #expect(pairs.prefix(3) == ImagePairs(from: pairs.sources[0..<3], to: digits[0..<3]))
  }
}
