import Kernels
import Digits
import Tensors

/// What samples are measured with: a judge, and how real digits measure, which every figure needs beside it.
public struct Yardstick: Sendable {
  /// How many pictures the measures look at: the first ones, of samples and real digits alike.
  public struct Extent: Sendable, Equatable, Codable {
    /// Pictures that the judge reads and whose sharpness is measured.
    public let pictures: Int
    /// Pictures whose nearest training digit is searched for.
    public let searched: Int
    /// Training digits among which it is searched for.
    public let trainingDigits: Int
    /// Pictures of each anchor.
    public let anchorPictures: Int
    /// How the reader is trained that has seen nothing but samples.
    public let reader: Judge.Schedule
    /// Test digits that it has to read.
    public let readDigits: Int

    /// What results rest on.
    public static let standard = Extent(
      pictures: 10_000, searched: 1000, trainingDigits: 60_000, anchorPictures: 10_000,
      reader: Judge.Schedule(
        name: "reader", digits: 10_000, epochs: 2, batchSize: 50, learningRate: 2e-3),
      readDigits: 10_000)
    /// For tests of everything around it.
    public static let smoke = Extent(
      pictures: 1000, searched: 100, trainingDigits: 3000, anchorPictures: 200,
      reader: Judge.Schedule(
        name: "smoke reader", digits: 200, epochs: 1, batchSize: 20, learningRate: 3e-3),
      readDigits: 200)

    /// Makes an extent; the properties' comments give the units.
    public init(
      pictures: Int, searched: Int, trainingDigits: Int, anchorPictures: Int,
      reader: Judge.Schedule, readDigits: Int
    ) {
      self.pictures = pictures
      self.searched = searched
      self.trainingDigits = trainingDigits
      self.anchorPictures = anchorPictures
      self.reader = reader
      self.readDigits = readDigits
    }
  }

  /// The labels of the training digits, ascending.
  public let classes: [UInt8]
  /// The quality of the test digits as if they were samples. Their Fréchet distance is 0 by definition.
  public let testDigits: SampleQuality
  /// The Fréchet distance of as many training digits from the test digits: no samples can be expected to come
  /// nearer.
  public let frechetFloor: Double

  /// The size of the pictures.
  public let shape: ImageShape
  /// How many pictures it looks at.
  public let extent: Extent
  let judgeClasses: Int
  private let judgeValues: [Float]
  private let reference: QualityReference
  /// The test digits that readers of samples have to read.
  let readDigits: DigitSet

  /// Lets `judge` read the digits of `data`, which has labels.
  public init(_ judge: Judge, for data: DigitData, _ extent: Extent) {
    self.extent = extent
    shape = data.shape
    judgeClasses = judge.classes
    judgeValues = judge.values
    classes = data.distinctLabels
    readDigits = data.test.prefix(extent.readDigits)
    let trainingDigits = min(extent.trainingDigits, data.train.count)
    let count = min(extent.pictures, data.test.count)
    let images = data.test.pictures(0..<count)
    let reading = judge.reading(of: images)
    let moments = FeatureMoments(of: reading.features)
    reference = QualityReference(
      whitened: WhitenedFrechetDistance(from: moments), plain: FrechetDistance(from: moments),
      manifold: FeatureManifold(of: reading.features),
      search: NearestDigits(in: data.train, first: trainingDigits), searched: extent.searched,
      classes: classes, shape: shape)
    let training = judge.reading(
      of: data.train.pictures(0..<min(count, data.train.count)))
    frechetFloor = reference.whitened(FeatureMoments(of: training.features))
    testDigits = SampleQuality(
      of: images, expected: Array(data.test.labels.prefix(count)), reading, reference)
  }

  /// The judge, on the current engine.
  public var judge: Judge {
    guard let judge = Judge(classes: judgeClasses, shape, values: judgeValues) else {
      fatalError("\(judgeValues.count) numbers do not make a judge")
    }
    return judge
  }

  /// How near pictures, all of them, come to training digits.
  ///
  /// - Parameter images: pixels in [0, 1], [n, height · width · channels].
  public func copies(of images: Tensor) -> Copies {
    Copies(reference.search.matches(for: images), shape)
  }

  /// The Fréchet distance of samples' features from those of test digits alone, without the other measures.
  ///
  /// - Parameter samples: pixels in [0, 1], [n, height · width · channels] with n > 1; of fewer than some thousand the distance is
  ///   too great, by an amount that depends on n.
  public func frechetDistance(of samples: Tensor) -> Double {
    check(samples, shape)
    return frechetDistance(of: judge.reading(of: samples))
  }

  /// The same of samples that the judge has read.
  func frechetDistance(of reading: Judge.Reading) -> Double {
    reference.whitened(FeatureMoments(of: reading.features))
  }

  /// Measures samples.
  ///
  /// - Parameters:
  ///   - samples: pixels in [0, 1], [n, height · width · channels] with n > 1; at most as many as the extent says are looked at.
  ///   - labels: what they were drawn for, [n]; nil for a model without labels.
  public func quality(of samples: Tensor, labels: [UInt8]? = nil) -> SampleQuality {
    check(samples, shape)
    require(samples.shape[0] > 1, "a single sample: there are no differences to measure")
    let count = min(extent.pictures, samples.shape[0])
    let images = samples.firstRows(count)
    return SampleQuality(
      of: images, expected: labels.map { Array($0.prefix(count)) }, judge.reading(of: images),
      reference)
  }
}

extension DigitSet {
  /// Consecutive images with pixels in [0, 1], [range.count, height · width · channels].
  func pictures(_ range: Range<Int>) -> Tensor {
    Tensor([range.count, shape.size]) { copyImages(in: range, as: .unit, into: $0) }
  }
}
