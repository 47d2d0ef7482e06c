import Foundation
import Testing

@testable import Digits

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/digits-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and says where.
  @discardableResult
  func write(_ bytes: [UInt8], as name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

/// A file made by Fixtures/make.py.
func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
  return [UInt8](try Data(contentsOf: url))
}

/// The pixels that make.py writes.
let patternPixels: [UInt8] = (0..<5 * 28 * 28).map { index in
  let (n, row, column) = (index / 784, index / 28 % 28, index % 28)
  return UInt8(truncatingIfNeeded: 31 * n + 7 * row + 3 * column)
}
let patternLabels: [UInt8] = [3, 1, 4, 1, 5]

func bigEndian(_ value: UInt32) -> [UInt8] {
  [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
}

/// An IDX file, written down by hand.
func idx(_ lengths: [UInt32], _ elements: [UInt8], type: UInt8 = 8) -> [UInt8] {
  [0, 0, type, UInt8(lengths.count)] + lengths.flatMap(bigEndian) + elements
}

/// The error that `body` throws; fails the test if there is none.
func failure(_ body: () throws -> Void) throws -> DigitsError {
  try #require(#expect(throws: DigitsError.self) { try body() })
}
