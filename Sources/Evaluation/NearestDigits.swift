import Digits
import Kernels
import Tensors

/// Finds for images the digits of a set that are nearest to them, by Euclidean distance over pixels.
public struct NearestDigits: Sendable {
  private let digits: DigitSet
  private let count: Int

  /// Makes a search in `digits`, the first `count` of them or all.
  public init(in digits: DigitSet, first count: Int? = nil) {
    self.digits = digits
    self.count = min(count ?? digits.count, digits.count)
  }

  /// A digit of the set, and how far an image is from it.
  public struct Match: Sendable {
    /// The digit's index.
    public let index: Int
    /// The digit's label; nil in a set without labels.
    public let label: UInt8?
    /// The Euclidean distance over pixels in [0, 1].
    public let distance: Float
  }

  /// The nearest digit for each image, the one of lowest index among equally near ones.
  ///
  /// - Parameter images: pixels in [0, 1], [n, height · width · channels].
  public func matches(for images: Tensor) -> [Match] {
    let (queries, pixels) = (images.shape[0], digits.shape.size)
    check(images, digits.shape)
    let engine = Engine.current
    let chunkSize = 2000
    var best = [Float](repeating: .infinity, count: queries)
    var nearest = [Int](repeating: 0, count: queries)
    for start in stride(from: 0, to: self.count, by: chunkSize) {
      let count = min(chunkSize, self.count - start)
      let chunk = Tensor([count, pixels]) {
        digits.copyImages(in: start..<start + count, as: .unit, into: $0)
      }
      // |q − d|² without |q|², which is the same for all digits.
      var squares = [Float](repeating: 0, count: count)
      chunk.withElements { elements in
        guard let first = elements.baseAddress else { return }
        engine.compute { workers in
          for digit in 0..<count {
            squares[digit] = Sums.sumOfSquares(
              first + digit * pixels, count: pixels, on: workers)
          }
        }
      }
      let products = Tensor([queries, count]) { output in
        images.withElements { left in
          chunk.withElements { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return }
            engine.compute {
              multiply(
                left, right, transposed: true, into: output, rows: queries, columns: count,
                depth: pixels, on: $0)
            }
          }
        }
      }
      products.withElements { products in
        for query in 0..<queries {
          for digit in 0..<count {
            let distance = squares[digit] - 2 * products[query * count + digit]
            if distance < best[query] {
              best[query] = distance
              nearest[query] = start + digit
            }
          }
        }
      }
    }
    return images.withElements { elements in
      (0..<queries).map { query in
        let image = elements[query * pixels..<(query + 1) * pixels]
        let digit = digits.images[nearest[query] * pixels..<(nearest[query] + 1) * pixels]
        let square = zip(image, digit).reduce(Float(0)) { sum, pair in
          let difference = pair.0 - Float(pair.1) / 255
          return sum + difference * difference
        }
        return Match(
          index: nearest[query],
          label: digits.isLabelled ? digits.labels[nearest[query]] : nil,
          distance: square.squareRoot())
      }
    }
  }
}
