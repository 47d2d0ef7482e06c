import Kernels

/// How often the judge reads the label that a picture was drawn for.
public struct LabelAgreement: Sendable, Equatable {
  /// A label, how many pictures were drawn for it, and how many of them were read as it.
  public struct Class: Sendable, Equatable {
    /// The label.
    public let label: UInt8
    /// Pictures drawn for it.
    public let count: Int
    /// Those of them that the judge read so.
    public let agreeing: Int
    /// Agreeing over all, from 0 to 1.
    public var share: Double { Double(agreeing) / Double(count) }
  }

  /// The labels that were drawn for, ascending.
  public let classes: [Class]

  /// Compares labels, [n] each.
  public init(read: [UInt8], expected: [UInt8]) {
    require(
      read.count == expected.count, "\(read.count) labels read, \(expected.count) expected")
    var (counts, agreeing) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256))
    for (read, expected) in zip(read, expected) {
      counts[Int(expected)] += 1
      if read == expected { agreeing[Int(expected)] += 1 }
    }
    classes = (0..<256).filter { counts[$0] > 0 }.map {
      Class(label: UInt8($0), count: counts[$0], agreeing: agreeing[$0])
    }
  }

  /// The share of all pictures that were read as expected, from 0 to 1.
  public var overall: Double {
    let count = classes.reduce(0) { $0 + $1.count }
    return Double(classes.reduce(0) { $0 + $1.agreeing }) / Double(max(1, count))
  }

  /// The class with the least share, the lower label of equals; nil without pictures.
  public var worst: Class? { classes.min { ($0.share, $0.label) < ($1.share, $1.label) } }
}
