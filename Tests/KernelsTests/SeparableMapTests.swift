import Kernels
import TestSupport
import Testing

/// Linear maps of images against loops over one element at a time, in the documented order, bit for bit.
@Suite struct SeparableMapTests {
  /// A map and what it ought to be: the source elements of every target element, ascending, with their weights.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let map: AxisMap
    let entries: [[(Int, Float)]]
  }

  static let cases = [
    Case(
      testDescription: "means of pairs", map: .averaging(5, size: 2, stride: 2),
      entries: [[(0, 0.5), (1, 0.5)], [(2, 0.5), (3, 0.5)], [(4, 1)]]),
    Case(
      testDescription: "overlapping means", map: .averaging(4, size: 3, stride: 1),
      entries: [
        [(0, 0.5), (1, 0.5)], [(0, 1 / 3), (1, 1 / 3), (2, 1 / 3)],
        [(1, 1 / 3), (2, 1 / 3), (3, 1 / 3)], [(2, 0.5), (3, 0.5)],
      ]),
    Case(
      testDescription: "zeros", map: .padding(2, before: 2, after: 1, .zeros),
      entries: [[], [], [(0, 1)], [(1, 1)], []]),
    Case(
      testDescription: "reflection", map: .padding(3, before: 2, after: 1, .reflecting),
      entries: [[(2, 1)], [(1, 1)], [(0, 1)], [(1, 1)], [(2, 1)], [(1, 1)]]),
    Case(
      testDescription: "bilinear", map: .interpolating(2, to: 4, .bilinear),
      entries: [
        [(0, 1), (1, 0)], [(0, 0.75), (1, 0.25)], [(0, 0.25), (1, 0.75)], [(1, 1)],
      ]),
    Case(
      testDescription: "bicubic", map: .interpolating(3, to: 3, .bicubic),
      entries: [
        [(0, 1), (1, 0), (2, 0)], [(0, 0), (1, 1), (2, 0)], [(1, 0), (2, 1)],
      ]),
  ]

  @Test(arguments: cases, threadCounts)
  func everyElementIsAChainOfChains(_ vertical: Case, threads: Int) {
    for horizontal in Self.cases {
      for channels in [1, 3, 19] {
        let (height, width) = (vertical.map.source, horizontal.map.source)
        let map = SeparableMap(
          images: 2, channels: channels, rows: vertical.map, columns: horizontal.map)
        let source = noise(map.sourceCount)
        var expected: [Float] = []
        for image in 0..<2 {
          for rows in vertical.entries {
            for columns in horizontal.entries {
              for channel in 0..<channels {
                expected.append(
                  columns.reduce(0) { sum, column in
                    let inRow: Float = rows.reduce(0) { sum, row in
                      let pixel = (image * height + row.0) * width + column.0
                      return sum.addingProduct(row.1, source[pixel * channels + channel])
                    }
                    return sum.addingProduct(column.1, inRow)
                  })
              }
            }
          }
        }
        let actual = filled(map.targetCount) { map(source, into: $0, on: ThreadedWorkers(threads)) }
        #expect(firstDifference(actual, expected) == nil)
      }
    }
  }

  @Test(arguments: cases)
  func theTransposedMapHasTheSameWeights(_ example: Case) {
    func matrix(_ map: AxisMap) -> [[Float]] {
      // Column j of the matrix is the image of the j-th unit vector.
      (0..<map.source).map { element in
        var unit = [Float](repeating: 0, count: map.source)
        unit[element] = 1
        let one = AxisMap.padding(1, before: 0, after: 0, .zeros)
        let along = SeparableMap(images: 1, channels: 1, rows: map, columns: one)
        return filled(map.target) { along(unit, into: $0, on: Workers()) }
      }
    }
    let columns = matrix(example.map), rows = matrix(example.map.transposed)
    for source in columns.indices {
      for target in rows.indices { #expect(columns[source][target] == rows[target][source]) }
    }
  }

  @Test(arguments: [(1, 2, 3, 4, 1), (2, 3, 2, 1, 2), (2, 2, 5, 7, 3)], threadCounts)
  func shufflesAsDepthToSpace(shape: (Int, Int, Int, Int, Int), threads: Int) {
    let (images, height, width, channels, scale) = shape
    let sizes = PixelShuffling(
      images: images, height: height, width: width, channels: channels, scale: scale)
    let depth = scale * scale * channels
    let packed = noise(images * height * width * depth)
    var expected: [Float] = []
    for image in 0..<images {
      for row in 0..<height * scale {
        for column in 0..<width * scale {
          let pixel = (image * height + row / scale) * width + column / scale
          let phase = row % scale * scale + column % scale
          for channel in 0..<channels {
            expected.append(packed[pixel * depth + phase * channels + channel])
          }
        }
      }
    }
    let workers = ThreadedWorkers(threads)
    let shuffled = filled(packed.count) { sizes.shuffle(packed, into: $0, on: workers) }
    #expect(firstDifference(shuffled, expected) == nil)
    let back = filled(packed.count) { sizes.unshuffle(shuffled, into: $0, on: workers) }
    #expect(firstDifference(back, packed) == nil)
  }
}
