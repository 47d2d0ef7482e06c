import CZlib
import Foundation

/// Numbers as text, for a page to carry: the first bytes of all numbers, then the second ones and so on, as a zlib stream in
/// base64. Nothing is lost. The bytes with sign and exponent resemble each other, those of the fraction do not.
///
/// The text depends on the version of zlib, the numbers do not.
func packed(_ numbers: [some BitwiseCopyable]) -> String {
  let size = numbers.isEmpty ? 1 : MemoryLayout.size(ofValue: numbers[0])
  let planes = numbers.withUnsafeBytes { bytes -> [UInt8] in
    (0..<size).flatMap { plane in stride(from: plane, to: bytes.count, by: size).map { bytes[$0] } }
  }
  var length = compressBound(uLong(planes.count))
  let stream = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
    let status = compress2(buffer.baseAddress, &length, planes, uLong(planes.count), 9)
    // The bound is kept, and the level is one: what is left is memory.
    guard status == Z_OK else { fatalError("zlib has no memory to compress \(planes.count) bytes") }
    filled = Int(length)
  }
  return Data(stream).base64EncodedString()
}
