import Kernels

extension Tensor {
  /// Labels as rows with a 1 at the label and 0 elsewhere, [labels.count, classes].
  public static func oneHot(_ labels: [UInt8], classes: Int) -> Tensor {
    require(
      labels.allSatisfy { $0 < classes }, "labels up to \(labels.max() ?? 0) in \(classes) classes")
    return Tensor([labels.count, classes]) { output in
      output.update(repeating: 0, count: labels.count * classes)
      for (row, label) in labels.enumerated() { output[row * classes + Int(label)] = 1 }
    }
  }

  /// Entries of the first axis by their indices, without their past.
  public func rows(at indices: ArraySlice<Int32>) -> Tensor {
    let length = shape.dropFirst().reduce(1, *)
    return Tensor([indices.count] + shape.dropFirst()) { output in
      withElements { elements in
        for (row, index) in indices.enumerated() {
          for place in 0..<length {
            output[row * length + place] = elements[Int(index) * length + place]
          }
        }
      }
    }
  }
}
