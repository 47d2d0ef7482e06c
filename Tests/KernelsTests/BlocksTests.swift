import Kernels
import TestSupport
import Testing

/// Copies of blocks, and the search for infinities, against loops over one element at a time.
@Suite struct BlocksTests {
  /// Rows, source width and column, target width and column, width: one task and many.
  static let cuts = [
    [1, 1, 0, 1, 0, 1], [7, 5, 2, 9, 6, 3], [513, 17, 0, 20, 3, 17], [33, 784, 10, 794, 0, 774],
    [5000, 10, 1, 18, 9, 9], [3, 4, 2, 6, 1, 0], [0, 3, 0, 3, 0, 3],
  ]

  @Test(arguments: cuts, threadCounts)
  func copiesColumnsAndTouchesNoOthers(_ cut: [Int], threads: Int) {
    let (rows, sourceWidth, targetWidth, width) = (cut[0], cut[1], cut[3], cut[5])
    let source = noise(rows * sourceWidth)
    var expected = [Float](repeating: .nan, count: rows * targetWidth)
    for row in 0..<rows {
      for j in 0..<width {
        expected[row * targetWidth + cut[4] + j] = source[row * sourceWidth + cut[2] + j]
      }
    }
    let actual = filled(rows * targetWidth) {
      Blocks.copy(
        source, sourceWidth: sourceWidth, sourceColumn: cut[2], into: $0,
        targetWidth: targetWidth, targetColumn: cut[4], width: width, rows: rows,
        on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected) == nil)
  }

  @Test(arguments: [1, 15, 16, 17, 65_536, 200_003], threadCounts)
  func findsAnInfinityOrNaNAnywhere(count: Int, threads: Int) {
    let workers = ThreadedWorkers(threads)
    var x = noise(count)
    x[count / 2] = .greatestFiniteMagnitude
    let verdict = isFinite(x, count: count, on: workers)
    #expect(verdict)
    for place in [0, count / 3, count - 1] {
      for value in [Float.infinity, -.infinity, .nan] {
        var broken = x
        broken[place] = value
        let verdict = isFinite(broken, count: count, on: workers)
        #expect(!verdict, "\(value) at \(place)")
      }
    }
  }

  @Test func nothingIsFinite() {
    #expect(isFinite([Float](), count: 0, on: Workers()))
  }
}
