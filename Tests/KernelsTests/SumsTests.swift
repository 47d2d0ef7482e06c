import Kernels
import Testing

@Suite struct SumsTests {
  static let counts = [
    0, 1, 2, 15, 16, 17, 63, 64, 65, 100, 127, 4095, 4096, 4097, 8192, 8193, 12_289, 40_961,
    131_073,
    200_003,
  ]

  /// The documented order in plain loops; `term(chain, i)` extends a chain by element i.
  private func oracle(_ count: Int, _ term: (Float, Int) -> Float) -> Float {
    var blocks: [Float] = []
    for start in stride(from: 0, to: count, by: 4096) {
      var chains = [Float](repeating: 0, count: 64)
      for i in start..<min(start + 4096, count) {
        chains[(i - start) % 64] = term(chains[(i - start) % 64], i)
      }
      var width = 32
      while width > 0 {
        for c in 0..<width { chains[c] += chains[c + width] }
        width /= 2
      }
      blocks.append(chains[0])
    }
    return tree(blocks[...])
  }

  private func tree(_ blocks: ArraySlice<Float>) -> Float {
    guard let first = blocks.first else { return 0 }
    if blocks.count == 1 { return first }
    var cut = 1
    while 2 * cut < blocks.count { cut *= 2 }
    return tree(blocks.prefix(cut)) + tree(blocks.dropFirst(cut))
  }

  @Test("sums follow the documented tree on any number of threads", arguments: counts)
  func sums(_ count: Int) {
    let (x, y) = (roughFloats(count, seed: 11), roughFloats(count, seed: 12))
    let sum = oracle(count) { $0 + x[$1] }
    let products = oracle(count) { $0.addingProduct(x[$1], y[$1]) }
    let squares = oracle(count) { $0.addingProduct(x[$1], x[$1]) }
    for workers in allWorkers {
      #expect(Sums.sum(x, count: count, on: workers).bitPattern == sum.bitPattern)
      #expect(
        Sums.sumOfProducts(x, y, count: count, on: workers).bitPattern == products.bitPattern)
      #expect(Sums.sumOfSquares(x, count: count, on: workers).bitPattern == squares.bitPattern)
    }
  }

  @Test("the rough numbers reveal another order")
  func oracleIsSensitive() {
    let x = roughFloats(40_961, seed: 11)
    #expect(oracle(x.count) { $0 + x[$1] } != x.reduce(0, +))
  }

  @Test(
    "column sums follow the documented order on any number of threads",
    arguments: [
      (0, 3), (1, 1), (5, 16), (511, 10), (512, 64), (513, 65), (1024, 128), (1025, 33), (3000, 1),
      (2050, 147), (700, 0),
    ])
  func columnSums(_ rows: Int, _ columns: Int) {
    let x = roughFloats(rows * columns, seed: 13)
    var expected: [Float] = []
    for column in 0..<columns {
      var blocks: [Float] = []
      for start in stride(from: 0, to: rows, by: 512) {
        var chain: Float = 0
        for row in start..<min(start + 512, rows) { chain += x[row * columns + column] }
        blocks.append(chain)
      }
      expected.append(blocks.dropFirst().reduce(blocks.first ?? 0, +))
    }
    for workers in allWorkers {
      var out = [Float](repeating: -7, count: columns + 1)
      Sums.columnSums(x, rows: rows, columns: columns, into: &out, on: workers)
      #expect(out == expected + [-7])
    }
  }

  @Test("a sum of nothing but −0 is +0")
  func negativeZeros() {
    for count in [1, 20, 64, 5000] {
      let x = [Float](repeating: -0.0, count: count)
      #expect(Sums.sum(x, count: count, on: Workers()).bitPattern == 0)
    }
  }
}
