import Tensors

/// The values of some `TrainingState`s as bytes: each with its name and count, numbers in little-endian
/// order.
public final class StateArchive {
  /// What has been taken down, or what is put back.
  public private(set) var bytes: [UInt8]
  /// The states and parameters that have been taken down or put back, parts of others included.
  public private(set) var objects: Set<ObjectIdentifier> = []
  private var place = 0
  private let isRestoring: Bool

  /// An archive of the values that `states` have now.
  public init(saving states: [any TrainingState]) {
    bytes = []
    isRestoring = false
    for state in states {
      do throws(StateError) {
        try exchange(state)
      } catch {
        fatalError("an archive that is being written refused a value: \(error)")
      }
    }
  }

  /// An archive of values that were taken down before.
  private init(reading bytes: [UInt8]) {
    self.bytes = bytes
    isRestoring = true
  }

  /// Gives `states` the values in `bytes`, which must be all there are.
  ///
  /// - Throws: `StateError` where the values are of other states; some may have been changed by then.
  public static func restore(
    _ states: [any TrainingState], from bytes: [UInt8]
  ) throws(StateError) {
    let archive = StateArchive(reading: bytes)
    for state in states { try archive.exchange(state) }
    if archive.place != bytes.count {
      throw StateError(expected: "the end", found: "\(bytes.count - archive.place) more bytes")
    }
  }

  /// All values of another state, which is a part of the one that calls this.
  public func exchange(_ state: any TrainingState) throws(StateError) {
    objects.insert(ObjectIdentifier(state))
    try state.exchange(with: self)
  }

  /// A parameter of a network.
  public func exchange(_ name: String, _ parameter: Parameter) throws(StateError) {
    objects.insert(ObjectIdentifier(parameter))
    if !isRestoring {
      return parameter.value.withElements { write(name, UnsafeRawBufferPointer($0), $0.count) }
    }
    let values: [Float] = try read(name, count: parameter.value.count, of: 0)
    parameter.assign(Tensor(parameter.value.shape, values))
  }

  /// A running average of an optimiser.
  public func exchange(_ name: String, _ average: GradientAverage) throws(StateError) {
    if !isRestoring {
      return average.withElements { write(name, UnsafeRawBufferPointer($0), $0.count) }
    }
    average.assign(try read(name, count: average.count, of: 0))
  }

  /// A number.
  public func exchange<Value: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ name: String, _ value: inout Value
  ) throws(StateError) {
    var values = [value]
    try exchange(name, &values, count: 1)
    value = values[0]
  }

  /// Any count of numbers.
  public func exchange<Value: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ name: String, _ values: inout [Value]
  ) throws(StateError) {
    try exchange(name, &values, count: nil)
  }

  /// A text.
  public func exchange(_ name: String, _ text: inout String) throws(StateError) {
    var bytes = Array(text.utf8)
    try exchange(name, &bytes)
    text = String(decoding: bytes, as: UTF8.self)
  }

  private func exchange<Value: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ name: String, _ values: inout [Value], count: Int?
  ) throws(StateError) {
    if isRestoring {
      values = try read(name, count: count, of: 0)
    } else {
      values.withUnsafeBytes { write(name, $0, values.count) }
    }
  }

  /// The name's length and the count of values in four bytes each, the name, the values.
  private func write(_ name: String, _ values: UnsafeRawBufferPointer, _ count: Int) {
    for number in [UInt32(name.utf8.count), UInt32(count)] {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: values)
  }

  private func read<Value: BitwiseCopyable>(
    _ name: String, count: Int?, of zero: Value
  ) throws(StateError) -> [Value] {
    let expected = "\(name) of \(count.map(String.init) ?? "some") values"
    let length = try number(expected), found = try number(expected)
    let size = found * MemoryLayout<Value>.stride
    guard bytes.count - place >= length + size else {
      throw StateError(expected: expected, found: "\(bytes.count - place) bytes")
    }
    let foundName = String(decoding: bytes[place..<place + length], as: UTF8.self)
    guard foundName == name, count == nil || count == found else {
      throw StateError(expected: expected, found: "\(foundName) of \(found)")
    }
    place += length
    defer { place += size }
    return [Value](repeating: zero, count: found).withCopy(of: bytes[place..<place + size])
  }

  private func number(_ expected: String) throws(StateError) -> Int {
    guard bytes.count - place >= 4 else { throw StateError(expected: expected, found: "the end") }
    defer { place += 4 }
    return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}

extension Array where Element: BitwiseCopyable {
  /// The array with the bytes of its elements replaced.
  fileprivate consuming func withCopy(of bytes: ArraySlice<UInt8>) -> Self {
    withUnsafeMutableBytes { target in bytes.withUnsafeBytes { target.copyMemory(from: $0) } }
    return self
  }
}

/// Saved values that do not belong to what they were to be put into.
public struct StateError: Error, CustomStringConvertible, Equatable {
  /// What was to be restored.
  public let expected: String
  /// What the archive holds in its place.
  public let found: String

  /// Says what was to be restored, and what the archive holds in its place.
  public init(expected: String, found: String) {
    self.expected = expected
    self.found = found
  }

  /// What was expected and what was found.
  public var description: String { "expected \(expected) and found \(found)" }
}
