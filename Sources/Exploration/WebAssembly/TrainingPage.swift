// What a page calls that trains. It is one module with CurveTraining.swift.
import Kernels
import Tensors

/// A training before its first step.
///
/// - Parameter keys: of the streams of the weights, of the order, and of the points of each curve; the lower half of each first.
@_cdecl("begin")
public func begin(
  _ points: Int32, _ noise: Float, _ keys: UnsafePointer<UInt32>
) -> UnsafeMutableRawPointer {
  let streams = (0..<2 + CurveTraining.names.count).map {
    RandomStream(key: UInt64(keys[2 * $0 + 1]) << 32 | UInt64(keys[2 * $0]))
  }
  let training = CurveTraining(
    points: Int(points), noise: noise, weights: streams[0], order: streams[1],
    curves: Array(streams.dropFirst(2)))
  return Unmanaged.passRetained(training).toOpaque()
}

/// So many training steps; 0 where a number has become infinite or NaN.
@_cdecl("advance")
public func advance(_ training: UnsafeMutableRawPointer, _ steps: Int32) -> Int32 {
  do throws(NonFiniteError) {
    for _ in 0..<steps { try taken(training).step() }
    return 1
  } catch {
    return 0
  }
}

/// The points of a curve that a network learns from: x and y of each.
@_cdecl("points")
public func points(
  _ training: UnsafeMutableRawPointer, _ curve: Int32, _ numbers: UnsafeMutablePointer<Float>
) {
  for (index, number) in taken(training).points(of: Int(curve)).enumerated() {
    numbers[index] = number
  }
}

/// The decoded curve: x and y of each vertex.
@_cdecl("decoded")
public func decoded(
  _ training: UnsafeMutableRawPointer, _ curve: Int32, _ numbers: UnsafeMutablePointer<Float>
) {
  for (index, number) in taken(training).decoded(Int(curve)).enumerated() {
    numbers[index] = number
  }
}

/// All parameters, if there is room for so many numbers.
///
/// - Returns: how many there are.
@_cdecl("parameters")
public func parameters(
  _ training: UnsafeMutableRawPointer, _ numbers: UnsafeMutablePointer<Float>, _ room: Int32
) -> Int32 {
  let parameters = taken(training).parameters
  if parameters.count <= room {
    for (index, number) in parameters.enumerated() { numbers[index] = number }
  }
  return Int32(parameters.count)
}

private func taken(_ training: UnsafeMutableRawPointer) -> CurveTraining {
  Unmanaged<CurveTraining>.fromOpaque(training).takeUnretainedValue()
}
