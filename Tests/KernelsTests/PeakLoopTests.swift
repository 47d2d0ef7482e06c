import Kernels
import Testing

@Suite struct PeakLoopTests {
  @Test(arguments: [0, 1, 5])
  func everyChainMakesEveryStep(steps: Int) {
    // Small whole numbers, so that sums in any order are exact.
    let chains = PeakLoop.lanesPerStep / 16
    var sum: Float = 0
    for chain in 0..<chains {
      var x = 2 + Float(chain)
      for _ in 0..<steps { x = x * 2 + 2 }
      sum += 16 * x
    }
    #expect(PeakLoop.run(steps: steps, factor: 2, addend: 2) == sum)
    #expect(PeakLoop.operationsPerStep == 2 * 16 * chains)
  }
}
