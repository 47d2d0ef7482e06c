import Kernels

/// How often each label comes, and what that says about a model's variety.
public struct LabelHistogram: Sendable, Equatable {
  /// How often each label comes, from 0 on.
  public let counts: [Int]
  /// The labels that there are: a data set of letters may have no label 0.
  public let classes: [UInt8]

  /// Counts labels.
  ///
  /// - Parameters:
  ///   - labels: what the judge read in each picture.
  ///   - classes: the labels that the data set has, ascending.
  public init(of labels: [UInt8], classes: [UInt8]) {
    var counts = [Int](repeating: 0, count: Int(classes.last ?? 0) + 1)
    for label in labels {
      if Int(label) >= counts.count {
        counts += [Int](repeating: 0, count: Int(label) + 1 - counts.count)
      }
      counts[Int(label)] += 1
    }
    self.counts = counts
    self.classes = classes
  }

  /// A class is covered if it gets at least this share of what it would get if all came equally often.
  public static let coveredShare = 0.1

  /// The number of pictures.
  public var total: Int { counts.reduce(0, +) }

  /// The classes that hardly ever come: less than a tenth of an equal share.
  public var missing: [UInt8] {
    let least = Self.coveredShare * Double(total) / Double(max(1, classes.count))
    return classes.filter { Double(counts[Int($0)]) < least || counts[Int($0)] == 0 }
  }

  /// How often the class that comes least often does.
  public var rarest: Int { classes.map { counts[Int($0)] }.min() ?? 0 }

  /// Modes covered: the number of classes that come.
  public var covered: Int { classes.count - missing.count }

  /// The Kullback-Leibler divergence in nats of the histogram from one in which all classes come equally
  /// often: Σ p log(p · classes), from 0 to log(classes).
  public var divergenceFromUniform: Double {
    classes.reduce(0) { sum, label in
      let share = Double(counts[Int(label)]) / Double(max(1, total))
      if share == 0 { return sum }
      return sum + share * Double(Elementary.log(Float(share * Double(classes.count))))
    }
  }

  /// The Kullback-Leibler divergence in nats from another histogram of the same classes, such as that of the data:
  /// Σ p log(p / q); infinite where a class comes that never comes there.
  public func divergence(from other: LabelHistogram) -> Double {
    require(classes == other.classes, "labels \(classes) against labels \(other.classes)")
    return classes.reduce(0) { sum, label in
      let share = Double(counts[Int(label)]) / Double(max(1, total))
      let reference = Double(other.counts[Int(label)]) / Double(max(1, other.total))
      if share == 0 { return sum }
      if reference == 0 { return .infinity }
      return sum + share * Double(Elementary.log(Float(share / reference)))
    }
  }
}
