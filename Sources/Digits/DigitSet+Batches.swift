import Kernels

/// How a pixel becomes a number. Each is one division, rounded once.
public enum PixelRange: Sendable {
  /// 0 … 1: x ÷ 255.
  case unit
  /// −1 … 1: (2x − 255) ÷ 255, so both ends are exact.
  case symmetric
}

extension DigitSet {
  /// Copies images into `out`, [indices.count, height, width, channels], as numbers.
  public func copyImages(
    at indices: ArraySlice<Int32>, as range: PixelRange, into out: UnsafeMutablePointer<Float>
  ) {
    check(indices)
    let size = shape.size
    images.withUnsafeBufferPointer { pixels in
      for (row, index) in indices.enumerated() {
        let image = UnsafeBufferPointer(
          rebasing: pixels[Int(index) * size..<(Int(index) + 1) * size])
        Self.convert(image, as: range, into: out + row * size)
      }
    }
  }

  /// Copies consecutive images into `out`, [range.count, height, width, channels], as numbers.
  public func copyImages(
    in rows: Range<Int>, as range: PixelRange, into out: UnsafeMutablePointer<Float>
  ) {
    check(rows)
    let size = shape.size
    images.withUnsafeBufferPointer { pixels in
      let chosen = pixels[rows.lowerBound * size..<rows.upperBound * size]
      Self.convert(UnsafeBufferPointer(rebasing: chosen), as: range, into: out)
    }
  }

  /// Copies labels into `out`, [indices.count]. The set has labels.
  public func copyLabels(at indices: ArraySlice<Int32>, into out: UnsafeMutablePointer<UInt8>) {
    checkLabels(at: indices)
    for (row, index) in indices.enumerated() { out[row] = labels[Int(index)] }
  }

  /// Writes labels into `out`, [indices.count, classes], as rows with a 1 at the label and 0
  /// elsewhere. `classes` is at least that of the set, which has labels; for two sets take ``DigitData/classes``.
  public func copyOneHot(
    at indices: ArraySlice<Int32>, classes: Int, into out: UnsafeMutablePointer<Float>
  ) {
    checkLabels(at: indices)
    require(classes >= self.classes, "\(classes) classes for labels of \(self.classes)")
    out.update(repeating: 0, count: indices.count * classes)
    for (row, index) in indices.enumerated() { out[row * classes + Int(labels[Int(index)])] = 1 }
  }

  private static func convert(
    _ pixels: UnsafeBufferPointer<UInt8>, as range: PixelRange,
    into out: UnsafeMutablePointer<Float>
  ) {
    switch range {
    case .unit:
      for i in 0..<pixels.count { out[i] = Float(pixels[i]) / 255 }
    case .symmetric:
      for i in 0..<pixels.count { out[i] = Float(2 &* Int32(pixels[i]) &- 255) / 255 }
    }
  }

  private func check(_ indices: ArraySlice<Int32>) {
    for index in indices {
      require(index >= 0 && index < count, "Index \(index) into \(count) images")
    }
  }

  private func checkLabels(at indices: ArraySlice<Int32>) {
    require(isLabelled, "labels of images that have none")
    check(indices)
  }

  private func check(_ rows: Range<Int>) {
    require(
      rows.lowerBound >= 0 && rows.upperBound <= count, "Rows \(rows) of \(count) images")
  }
}
