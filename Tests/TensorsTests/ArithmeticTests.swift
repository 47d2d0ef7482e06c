import Foundation
import Kernels
import Tensors
import Testing

/// Each test changes how its own thread rounds, and sets it right again.
@Suite struct ArithmeticTests {
  @Test func theDefaultModeIsWhatThePromisesNeed() throws {
    #expect(ArithmeticMode.fault(one: 1) == nil)
    try ThreadPool(threads: 4).checkArithmetic()
  }

  #if arch(x86_64) && os(Linux)
    // FE_DOWNWARD, FE_UPWARD and FE_TOWARDZERO, whose names Swift finds ambiguous.
    @Test(arguments: [Int32(0x400), 0x800, 0xc00])
    func otherRoundingIsRefused(mode: Int32) {
      fesetround(mode)
      let fault = ArithmeticMode.fault(one: 1)
      fesetround(0)
      #expect(fault == "results are not rounded to the nearest number")
    }

    @Test(arguments: [
      (UInt32(0x8000), "subnormal results are flushed to zero"),
      (UInt32(0x0040), "subnormal operands are taken for zero"),
    ])
    func flushingToZeroIsRefusedOnAnyThread(bits: UInt32, fault: String) {
      var environment = fenv_t()
      fegetenv(&environment)
      let usual = environment
      environment.__mxcsr |= bits
      fesetenv(&environment)
      // Threads inherit the mode of the one that makes them.
      let pool = ThreadPool(threads: 3)
      let found = ArithmeticMode.fault(one: 1)
      var restored = usual
      fesetenv(&restored)
      #expect(found == fault)
      #expect(throws: ArithmeticError.self) { try pool.checkArithmetic() }
    }
  #endif
}
