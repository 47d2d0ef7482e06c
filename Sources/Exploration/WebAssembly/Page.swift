// What a page calls. Numbers go in and out through the module's memory, at addresses that `reserve` gives.
import Inference
import Kernels

/// A network of operations, `count` words, that takes inputs of a size; nil where they do not fit together.
@_cdecl("make")
public func make(
  _ words: UnsafePointer<Int32>, _ count: Int32, _ height: Int32, _ width: Int32,
  _ channels: Int32, _ parameters: UnsafePointer<Float>
) -> UnsafeMutableRawPointer? {
  let words = Array(UnsafeBufferPointer(start: words, count: Int(count)))
  guard let operations = Operation.operations(words),
    let program = Program(
      operations, input: Shape(Int(height), Int(width), Int(channels)), parameters: parameters)
  else { return nil }
  return Unmanaged.passRetained(program).toOpaque()
}

/// Runs a network on `count` inputs.
@_cdecl("run")
public func run(
  _ program: UnsafeMutableRawPointer, _ count: Int32, _ inputs: UnsafePointer<Float>,
  _ labels: UnsafePointer<UInt8>, _ outputs: UnsafeMutablePointer<Float>
) {
  Unmanaged<Program>.fromOpaque(program).takeUnretainedValue()
    .run(Int(count), inputs, labels: labels, into: outputs)
}

/// Elements of a random stream: normal numbers, or uniform ones in [−1, 1).
@_cdecl("draw")
public func draw(
  _ keyLow: UInt32, _ keyHigh: UInt32, _ isUniform: Int32, _ first: Int32, _ count: Int32,
  _ numbers: UnsafeMutablePointer<Float>
) {
  let stream = RandomStream(key: UInt64(keyHigh) << 32 | UInt64(keyLow))
  if isUniform == 0 {
    return stream.fillNormal(numbers, count: Int(count), from: Int(first))
  }
  stream.fillUniform(numbers, count: Int(count), from: Int(first))
  Elementwise.scale(
    numbers, by: 2, plus: -1, into: numbers, count: Int(count), on: Workers())
}

/// Grey levels from 0 to 255 of numbers in [0, 1].
@_cdecl("grey")
public func grey(
  _ numbers: UnsafePointer<Float>, _ count: Int32, _ levels: UnsafeMutablePointer<UInt8>
) {
  for index in 0..<Int(count) { levels[index] = GreyLevel.level(of: numbers[index]) }
}

/// Numbers in [0, 1] of grey levels from 0 to 255.
@_cdecl("numbers")
public func numbers(
  _ levels: UnsafePointer<UInt8>, _ count: Int32, _ numbers: UnsafeMutablePointer<Float>
) {
  for index in 0..<Int(count) { numbers[index] = Float(levels[index]) / 255 }
}
