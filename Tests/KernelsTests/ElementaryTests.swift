import Foundation
import Testing

@testable import Kernels

/// One function with its oracle in double precision and its documented bound.
struct Case: CustomTestStringConvertible, Sendable {
  let name: String
  let bound: Double
  let vector: @Sendable (Vector) -> Vector
  let scalar: @Sendable (Float) -> Float
  let exact: @Sendable (Double) -> Double

  var testDescription: String { name }

  static let all = [
    Case(
      name: "sqrt", bound: 0.5, vector: { Elementary.sqrt($0) }, scalar: { Elementary.sqrt($0) },
      exact: { $0.squareRoot() }),
    Case(
      name: "exp", bound: 0.8, vector: { Elementary.exp($0) }, scalar: { Elementary.exp($0) },
      exact: { Foundation.exp($0) }),
    Case(
      name: "log", bound: 0.9, vector: { Elementary.log($0) }, scalar: { Elementary.log($0) },
      exact: { Foundation.log($0) }),
    Case(
      name: "log1p", bound: 1.7, vector: { Elementary.log1p($0) }, scalar: { Elementary.log1p($0) },
      exact: { Foundation.log1p($0) }),
    Case(
      name: "tanh", bound: 1.5, vector: { Elementary.tanh($0) }, scalar: { Elementary.tanh($0) },
      exact: { Foundation.tanh($0) }),
    Case(
      name: "sigmoid", bound: 1.5, vector: { Elementary.sigmoid($0) },
      scalar: { Elementary.sigmoid($0) },
      exact: { ($0 < 0 ? Foundation.exp($0) : 1) / (1 + Foundation.exp(-abs($0))) }),
    Case(
      name: "softplus", bound: 1.9, vector: { Elementary.softplus($0) },
      scalar: { Elementary.softplus($0) },
      exact: { Foundation.log1p(Foundation.exp(-abs($0))) + ($0 < 0 ? 0 : $0) }),
    Case(
      name: "sin", bound: 1.5, vector: { Elementary.sin($0) }, scalar: { Elementary.sin($0) },
      exact: { Foundation.sin($0) }),
    Case(
      name: "cos", bound: 1.5, vector: { Elementary.cos($0) }, scalar: { Elementary.cos($0) },
      exact: { Foundation.cos($0) }),
    Case(
      name: "sin of turns", bound: 1.5, vector: { Elementary.sincos(turns: $0).sin },
      scalar: { Elementary.sincos(turns: $0).sin },
      exact: { sinOfTurns($0) }),
    Case(
      name: "cos of turns", bound: 1.5, vector: { Elementary.sincos(turns: $0).cos },
      scalar: { Elementary.sincos(turns: $0).cos },
      exact: { sinOfTurns($0 - $0.rounded() + 0.25) }),
  ]

  /// sin 2πx, reduced so that multiples of a half turn give exactly 0.
  private static func sinOfTurns(_ x: Double) -> Double {
    let half = 2 * (x - x.rounded(.toNearestOrEven))
    if half.isNaN { return .nan }
    let folded = abs(half) > 0.5 ? (half < 0 ? -1 - half : 1 - half) : half
    return Foundation.sin(Double.pi * folded)
  }
}

/// Points at which functions change their ways, with neighbours on both sides.
private let corners: [Float] = {
  let centres: [Float] = [
    0, 0.173, 0.25, 1 / 3, 0.3466, 0.5, 0.6, 2 / 3, 1, 4 / 3, .pi / 4, .pi / 2, 2, .pi, 3, 4, 5,
    9.02, 16, 17, 18, 20, 64, 87.33, 88.72284, 89, 103.97208, 104, 105, 1e4, 0x1p16, 0x1p22, 0x1p23,
    0x1p24, 0x1p25, 0x1p64, 0x1p126, .greatestFiniteMagnitude, 0x1p-126, 0x1p-149, 0x1p-24, 0x1p-12,
  ]
  var points: [Float] = [.infinity, -.infinity, .nan]
  for centre in centres {
    for offset in -300...300 {
      let bits = Int64(centre.bitPattern) + Int64(offset)
      guard bits >= 0, bits <= 0x7f80_0000 else { continue }
      let point = Float(bitPattern: UInt32(bits))
      points += [point, -point]
    }
  }
  return points
}()

@Suite struct ElementaryTests {
  @Test("errors stay within the documented bound over all magnitudes", arguments: Case.all)
  func accuracy(_ c: Case) {
    var worst = (ulps: 0.0, at: Float(0))
    func check(_ x: Vector) {
      let y = c.vector(x)
      for lane in 0..<16 {
        let error = ulps(y[lane], from: c.exact(Double(x[lane])))
        if error > worst.ulps { worst = (error, x[lane]) }
      }
    }
    var pattern: UInt64 = 0
    let step: UInt64 = 1021
    while pattern < 1 << 32 {
      var x = Vector()
      for lane in 0..<16 {
        let bits = pattern + UInt64(lane) * step
        x[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      }
      check(x)
      pattern += 16 * step
    }
    for start in stride(from: 0, to: corners.count - 15, by: 16) {
      var x = Vector()
      for lane in 0..<16 { x[lane] = corners[start + lane] }
      check(x)
    }
    #expect(worst.ulps <= c.bound, "\(c.name)(\(worst.at)) is off by \(worst.ulps) ulp")
  }

  @Test("a scalar call has the bits of every lane", arguments: Case.all)
  func scalars(_ c: Case) {
    for start in stride(from: 0, to: corners.count - 15, by: 37) where start + 16 <= corners.count {
      var x = Vector()
      for lane in 0..<16 { x[lane] = corners[start + lane] }
      let y = c.vector(x)
      for lane in 0..<16 {
        let one = c.scalar(x[lane])
        #expect(one.bitPattern == y[lane].bitPattern || one.isNaN && y[lane].isNaN)
      }
    }
  }

  @Test("odd functions are exactly odd and keep the sign of zero")
  func oddness() {
    for x in corners where !x.isNaN {
      #expect(Elementary.tanh(-x).bitPattern == (-Elementary.tanh(x)).bitPattern)
      if x.isFinite { #expect(Elementary.sin(-x).bitPattern == (-Elementary.sin(x)).bitPattern) }
    }
    for f in [Elementary.tanh, Elementary.sin, Elementary.log1p, Elementary.sqrt]
      as [(Float) -> Float]
    {
      #expect(f(-0.0).bitPattern == 0x8000_0000)
      #expect(f(0.0).bitPattern == 0)
    }
  }

  @Test("special values follow IEEE 754's recommendations")
  func specialValues() {
    #expect(Elementary.exp(0) == 1 && Elementary.exp(-0.0) == 1)
    #expect(Elementary.exp(-.infinity) == 0 && Elementary.exp(.infinity) == .infinity)
    #expect(Elementary.exp(88.72283) < .infinity && Elementary.exp(88.72284) == .infinity)
    #expect(Elementary.exp(-103.97207) == 0x1p-149 && Elementary.exp(-103.97210) == 0)
    #expect(Elementary.log(0) == -.infinity && Elementary.log(-0.0) == -.infinity)
    #expect(Elementary.log(1).bitPattern == 0 && Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(-1).isNaN && Elementary.log(-.infinity).isNaN)
    #expect(Elementary.log1p(-1) == -.infinity && Elementary.log1p(-1.5).isNaN)
    #expect(Elementary.log1p(.infinity) == .infinity && Elementary.log1p(-.infinity).isNaN)
    #expect(Elementary.tanh(.infinity) == 1 && Elementary.tanh(-.infinity) == -1)
    #expect(Elementary.sigmoid(.infinity) == 1 && Elementary.sigmoid(-.infinity) == 0)
    #expect(Elementary.sigmoid(0) == 0.5 && Elementary.softplus(-.infinity) == 0)
    #expect(Elementary.softplus(.infinity) == .infinity)
    #expect(Elementary.sin(.infinity).isNaN && Elementary.cos(-.infinity).isNaN)
    #expect(Elementary.cos(0) == 1 && Elementary.sqrt(-1).isNaN)
    for c in Case.all { #expect(c.scalar(.nan).isNaN, "\(c.name) of NaN") }
  }

  @Test("quarter turns are exact at every size")
  func quarterTurns() {
    for whole: Float in [0, 1, -1, 5, -1000, 0x1p20] {
      let quarters = (0..<4).map { Elementary.sincos(turns: whole + Float($0) / 4) }
      #expect(quarters.map(\.sin) == [0, 1, 0, -1])
      #expect(quarters.map(\.cos) == [1, 0, -1, 0])
    }
    let (s, c) = Elementary.sincos(turns: 0x1.8p30)
    #expect(s == 0x1.8p30 * 0 && c == 1)
  }

  @Test("the normal quantile is within 3.8 ulp and exactly odd on its grid")
  func quantile() {
    var worst = 0.0
    for n in stride(from: 1, to: 1 << 24, by: 11) {
      let u = Float(n) * 0x1p-24
      let z = Elementary.inverseNormal(u)
      if z != -Elementary.inverseNormal(1 - u) { Issue.record("not odd at \(u)") }
      worst = max(worst, ulps(z, from: quantile(near: Double(z), Double(u))))
    }
    #expect(worst <= 3.8)
    #expect(Elementary.inverseNormal(0.5) == 0)
    #expect(Elementary.inverseNormal(0) == -.infinity && Elementary.inverseNormal(1) == .infinity)
    #expect(Elementary.inverseNormal(-0.1).isNaN && Elementary.inverseNormal(1.1).isNaN)
    #expect(Elementary.inverseNormal(.nan).isNaN)
  }

  /// One Newton step with libm's error functions from a value that is already close.
  private func quantile(near z: Double, _ u: Double) -> Double {
    let root = 2.0.squareRoot()
    let excess =
      u < 0.25
      ? 0.5 * erfc(-z / root) - u
      : u > 0.75 ? (1 - u) - 0.5 * erfc(z / root) : 0.5 * erf(z / root) - (u - 0.5)
    return z - excess * (2 * Double.pi).squareRoot() * Foundation.exp(z * z / 2)
  }
}
