/// The four files of a data set in MNIST's layout.
public enum DigitFile: String, CaseIterable, Sendable {
  /// Images to train on.
  case trainImages = "train-images-idx3-ubyte"
  /// Labels to train on.
  case trainLabels = "train-labels-idx1-ubyte"
  /// Images to test on.
  case testImages = "t10k-images-idx3-ubyte"
  /// Labels to test on.
  case testLabels = "t10k-labels-idx1-ubyte"

  /// What the file holds.
  public var content: IDXContent {
    switch self {
    case .trainImages, .testImages: .images
    case .trainLabels, .testLabels: .labels
    }
  }

  /// The names under which the file is known, in the order in which they are tried: raw before gzip,
  /// and `train-images.idx3-ubyte`, as some archives unpack, after `train-images-idx3-ubyte`.
  public var spellings: [String] {
    let dotted = rawValue.replacing("-idx", with: ".idx")
    return [rawValue, dotted, rawValue + ".gz", dotted + ".gz"]
  }

  /// What the file has to hold for these two sets.
  func of(train: DigitSet, test: DigitSet) -> IDXArray {
    switch self {
    case .trainImages: IDXArray(imagesOf: train)
    case .trainLabels: IDXArray(labelsOf: train)
    case .testImages: IDXArray(imagesOf: test)
    case .testLabels: IDXArray(labelsOf: test)
    }
  }
}
