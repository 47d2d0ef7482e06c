import Kernels

// Operations as 32-bit words, for a program that comes in from outside: the kind, whole numbers, and the bits of real ones.

extension Operation {
  /// The operation as words.
  public var words: [Int32] {
    switch self {
    case .dense(let inputs, let outputs, let activation):
      [0, Int32(inputs), Int32(outputs)] + activation.words
    case .convolution(let size, let stride, let inputs, let outputs, let activation):
      [1, Int32(size), Int32(stride), Int32(inputs), Int32(outputs)] + activation.words
    case .upSampledConvolution(let size, let inputs, let outputs, let activation):
      [2, Int32(size), Int32(inputs), Int32(outputs)] + activation.words
    case .transposedConvolution(let size, let stride, let inputs, let outputs, let activation):
      [3, Int32(size), Int32(stride), Int32(inputs), Int32(outputs)] + activation.words
    case .batchNormalization(let channels, let epsilon): [4, Int32(channels), epsilon.word]
    case .activation(let activation): [5] + activation.words
    case .maxPooling: [6]
    case .upSampling: [7]
    case .reshape(let height, let width, let channels):
      [8, Int32(height), Int32(width), Int32(channels)]
    case .labels(let classes): [9, Int32(classes)]
    case .scaling(let factor, let offset): [10, factor.word, offset.word]
    case .packing: [11]
    case .softmax: [12]
    }
  }

  /// The operations that `words` are; nil where they are none.
  public static func operations(_ words: [Int32]) -> [Operation]? {
    var reader = WordReader(words)
    var operations: [Operation] = []
    while !reader.isAtEnd {
      guard let operation = Operation(&reader) else { return nil }
      operations.append(operation)
    }
    return operations
  }

  private init?(_ words: inout WordReader) {
    switch words.next() {
    case 0: self = .dense(inputs: words.int(), outputs: words.int(), words.activation())
    case 1:
      self = .convolution(
        size: words.int(), stride: words.int(), inputs: words.int(), outputs: words.int(),
        words.activation())
    case 2:
      self = .upSampledConvolution(
        size: words.int(), inputs: words.int(), outputs: words.int(), words.activation())
    case 3:
      self = .transposedConvolution(
        size: words.int(), stride: words.int(), inputs: words.int(), outputs: words.int(),
        words.activation())
    case 4: self = .batchNormalization(channels: words.int(), epsilon: words.float())
    case 5: self = .activation(words.activation())
    case 6: self = .maxPooling
    case 7: self = .upSampling
    case 8: self = .reshape(height: words.int(), width: words.int(), channels: words.int())
    case 9: self = .labels(classes: words.int())
    case 10: self = .scaling(factor: words.float(), offset: words.float())
    case 11: self = .packing
    case 12: self = .softmax
    default: return nil
    }
    if words.isShort { return nil }
  }
}

/// Takes words one after the other; those beyond the end are 0.
private struct WordReader {
  private let words: [Int32]
  private var place = 0

  init(_ words: [Int32]) { self.words = words }

  var isAtEnd: Bool { place >= words.count }
  /// Whether more words were taken than there are.
  var isShort: Bool { place > words.count }

  mutating func next() -> Int32 {
    defer { place += 1 }
    return place < words.count ? words[place] : 0
  }

  mutating func int() -> Int { Int(next()) }

  mutating func float() -> Float { Float(bitPattern: UInt32(bitPattern: next())) }

  mutating func activation() -> Activation {
    let kind = next(), slope = float()
    switch kind {
    case 1: return .relu
    case 2: return .leakyReLU(slope: slope)
    case 3: return .elu
    case 4: return .sigmoid
    case 5: return .tanh
    default: return .identity
    }
  }
}

extension Activation {
  /// The kind, and the slope of a leaky ReLU.
  fileprivate var words: [Int32] {
    switch self {
    case .identity: [0, 0]
    case .relu: [1, 0]
    case .leakyReLU(let slope): [2, slope.word]
    case .elu: [3, 0]
    case .sigmoid: [4, 0]
    case .tanh: [5, 0]
    }
  }
}

extension Float {
  fileprivate var word: Int32 { Int32(bitPattern: bitPattern) }
}
