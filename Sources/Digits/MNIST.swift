import Foundation

/// MNIST (LeCun, Cortes and Burges): 60,000 handwritten digits to train on and 10,000 to test on.
public enum MNIST {
  /// A file of the original distribution, gzip.
  public struct Download: Sendable, Equatable {
    /// Name on the mirrors, and in the cache folder.
    public let name: String
    /// Length in bytes.
    public let size: Int
    /// SHA-256 in hexadecimal.
    public let sha256: String

    /// Describes a file: its name, its length in bytes and its SHA-256 in lower-case hexadecimal.
    public init(name: String, size: Int, sha256: String) {
      self.name = name
      self.size = size
      self.sha256 = sha256
    }
  }

  /// The four original files, as published by the usual mirrors.
  public static let downloads = [
    Download(
      name: "train-images-idx3-ubyte.gz", size: 9_912_422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    Download(
      name: "train-labels-idx1-ubyte.gz", size: 28_881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
    Download(
      name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
    Download(
      name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
  ]

  /// The folders on the web that serve the original files, in the order in which they are asked.
  public static let mirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist",
    "https://storage.googleapis.com/cvdf-datasets/mnist",
  ]

  /// SHA-256 of the data set in the form of ``DigitData/sha256``.
  public static let sha256 =
    "b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a"

  /// SHA-256 of each file, unpacked.
  public static func sha256(of file: DigitFile) -> String {
    switch file {
    case .trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }

  /// Where MNIST is kept: the folder `mnist` of the cache.
  public static func cacheFolder(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    CacheFolder.path("mnist", environment: environment)
  }
}

extension DigitData {
  /// Whether these are MNIST's digits, under whatever name.
  public var isMNIST: Bool { sha256 == MNIST.sha256 }

  /// Why a statement of an article about MNIST is not about these digits; nil where it is.
  public var besidesArticle: String? {
    isMNIST ? nil : "the article is about MNIST, and these are \(name)"
  }

  /// Why a limit that was measured on MNIST is none for these digits; nil where it is one.
  public var besidesMNIST: String? {
    isMNIST ? nil : "the limit was set on MNIST, and these are \(name)"
  }
}
