import Digits
import Kernels
import Tensors

/// How many of the classes of stacked digits samples cover: each channel is read by a judge of single digits, and a
/// triple of labels is a mode.
public struct StackedModes: Sendable, Equatable {
  /// The mode of each sample, [n]: its labels as the digits of a number in base `labels.count`.
  public let modes: [Int]
  /// The number of modes that there are: 1,000 of ten labels.
  public let possible: Int

  /// Reads samples.
  ///
  /// - Parameters:
  ///   - images: pixels in [0, 1], [n, height · width · 3], the channel fastest.
  ///   - judge: who reads single grey images of the same height and width.
  ///   - labels: the labels that there are, ascending; the judge reads no others that count.
  public init(of images: Tensor, readBy judge: Judge, labels: [UInt8]) {
    let area = judge.shape.size
    require(
      judge.shape.channels == 1 && images.shape.count == 2 && images.shape[1] == 3 * area,
      "images of shape \(images.shape): [n, \(3 * area)] is needed for a judge of \(judge.shape)")
    let count = images.shape[0]
    let read = (0..<3).map { channel in
      let plane = Tensor([count, area]) { output in
        images.withElements { pixels in
          for place in 0..<count * area { output[place] = pixels[3 * place + channel] }
        }
      }
      return judge.reading(of: plane).labels.map { labels.firstIndex(of: $0) ?? 0 }
    }
    modes = (0..<count).map { image in
      read.reduce(0) { $0 * labels.count + $1[image] }
    }
    possible = labels.count * labels.count * labels.count
  }

  /// How often each mode comes, [possible].
  public var counts: [Int] {
    var counts = [Int](repeating: 0, count: possible)
    for mode in modes { counts[mode] += 1 }
    return counts
  }

  /// Modes of which there is a sample.
  public var covered: Int { counts.count { $0 > 0 } }

  /// The Kullback-Leibler divergence in nats of the modes from the uniform distribution, from 0 to log(possible). A
  /// finite number of samples has some even where the model is uniform: about (possible − 1) / 2n.
  public var divergenceFromUniform: Double {
    counts.reduce(0) { sum, count in
      if count == 0 { return sum }
      let share = Double(count) / Double(modes.count)
      return sum + share * Double(Elementary.log(Float(share * Double(possible))))
    }
  }
}
