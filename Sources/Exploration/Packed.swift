import Foundation
import Raster

/// Numbers as text, for a page to carry: the first bytes of all numbers, then the second ones and so on, as a zlib stream in
/// base64. Nothing is lost. The bytes with sign and exponent resemble each other, those of the fraction do not.
func packed(_ numbers: [some BitwiseCopyable]) -> String {
  let size = numbers.isEmpty ? 1 : MemoryLayout.size(ofValue: numbers[0])
  let planes = numbers.withUnsafeBytes { bytes -> [UInt8] in
    (0..<size).flatMap { plane in stride(from: plane, to: bytes.count, by: size).map { bytes[$0] } }
  }
  return Data(Deflate.zlibStream(of: planes)).base64EncodedString()
}
