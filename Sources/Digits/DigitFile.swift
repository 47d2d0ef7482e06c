/// The four files of a data set in MNIST's layout; without the two of labels it has none. The names are those of grey
/// images: with channels, `idx3` is `idx4`.
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

  /// The names under which the file is known, in the order in which they are tried, all of them also after a
  /// prefix such as `emnist-letters-`: `test` in place of `t10k`, as EMNIST and QMNIST have it; raw before gzip;
  /// `train-images.idx3-ubyte`, as some archives unpack; images with channels as `idx4`; and for labels QMNIST's
  /// `test-labels-idx2-int`.
  public var spellings: [String] {
    let parts =
      switch self {
      case .trainImages, .trainLabels: ["train"]
      case .testImages, .testLabels: ["t10k", "test"]
      }
    let forms =
      switch content {
      case .images: [3, 4].flatMap { ["images-idx\($0)-ubyte", "images.idx\($0)-ubyte"] }
      case .labels:
        ["labels-idx1-ubyte", "labels.idx1-ubyte", "labels-idx2-int", "labels.idx2-int"]
      }
    return parts.flatMap { part in
      ["", ".gz"].flatMap { packing in forms.map { "\(part)-\($0)\(packing)" } }
    }
  }

  /// The name of the file for images of this size: MNIST's, but for the number of dimensions.
  func name(for shape: ImageShape) -> String {
    shape.channels == 1 ? rawValue : rawValue.replacing("idx3", with: "idx4")
  }

  /// What the file has to hold for these two sets; nil for labels that there are not.
  func of(train: DigitSet, test: DigitSet) -> IDXArray? {
    switch self {
    case .trainImages: IDXArray(imagesOf: train)
    case .trainLabels: train.isLabelled ? IDXArray(labelsOf: train) : nil
    case .testImages: IDXArray(imagesOf: test)
    case .testLabels: test.isLabelled ? IDXArray(labelsOf: test) : nil
    }
  }
}
