import Kernels
import Tensors

/// How much pictures of one label differ: their mean Euclidean distance from each other over pixels in
/// [0, 1]. A model that draws one seven again and again covers the mode and has collapsed all the same.
public struct Diversity: Sendable, Equatable {
  /// Labels with at least two pictures, ascending.
  public let labels: [UInt8]
  /// The mean distance of the pairs of each of those labels, [labels].
  public let distances: [Double]

  /// At most so many pictures of a label are compared, the first ones.
  public static let picturesOfLabel = 60

  /// Measures pictures.
  ///
  /// - Parameters:
  ///   - images: pixels in [0, 1], [n, height · width · channels].
  ///   - read: what the judge reads in each, [n].
  public init(of images: Tensor, read: [UInt8]) {
    require(
      images.shape.count == 2 && images.shape[0] == read.count,
      "images of shape \(images.shape) for \(read.count) labels")
    let size = images.shape[1]
    var members = [[Int]](repeating: [], count: 256)
    for (index, label) in read.enumerated()
    where members[Int(label)].count < Self.picturesOfLabel {
      members[Int(label)].append(index)
    }
    let labels = (0..<256).filter { members[$0].count > 1 }.map { UInt8($0) }
    self.labels = labels
    distances = images.withElements { pixels in
      labels.map { Self.meanDistance(members[Int($0)], pixels, size) }
    }
  }

  private static func meanDistance(
    _ members: [Int], _ pixels: UnsafeBufferPointer<Float>, _ size: Int
  ) -> Double {
    var sum = 0.0
    for (place, first) in members.enumerated() {
      for second in members[..<place] {
        var square: Float = 0
        for pixel in 0..<size {
          let difference = pixels[first * size + pixel] - pixels[second * size + pixel]
          square += difference * difference
        }
        sum += Double(square.squareRoot())
      }
    }
    return sum / Double(members.count * (members.count - 1) / 2)
  }

  /// The distances of each label as shares of those of real digits, for labels of which both have pictures
  /// and the real ones differ.
  public func relative(to reference: Diversity) -> [(label: UInt8, share: Double)] {
    zip(labels, distances).compactMap { label, distance in
      guard let place = reference.labels.firstIndex(of: label), reference.distances[place] > 0
      else { return nil }
      return (label, distance / reference.distances[place])
    }
  }
}
