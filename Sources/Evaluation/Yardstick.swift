import Kernels
import Digits
import Tensors

/// What samples are measured with: a judge, and how real digits measure, which every figure needs beside it.
public struct Yardstick: Sendable {
  /// How many pictures the measures look at: the first ones, of samples and real digits alike.
  public struct Extent: Sendable, Equatable {
    /// Pictures that the judge reads and whose sharpness is measured.
    public let pictures: Int
    /// Pictures whose nearest training digit is searched for.
    public let searched: Int
    /// Training digits among which it is searched for.
    public let trainingDigits: Int

    /// What results rest on.
    public static let standard = Extent(pictures: 10_000, searched: 1000, trainingDigits: 60_000)
    /// For tests of everything around it.
    public static let smoke = Extent(pictures: 1000, searched: 100, trainingDigits: 3000)

    /// Makes an extent; the properties' comments give the units.
    public init(pictures: Int, searched: Int, trainingDigits: Int) {
      self.pictures = pictures
      self.searched = searched
      self.trainingDigits = trainingDigits
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
  private let extent: Extent
  private let judgeClasses: Int
  private let judgeValues: [Float]
  private let search: NearestDigits
  private let reference: WhitenedFrechetDistance

  /// Lets `judge` read the digits of `data`, which has labels.
  public init(_ judge: Judge, for data: DigitData, _ extent: Extent) {
    self.extent = extent
    shape = data.shape
    judgeClasses = judge.classes
    judgeValues = judge.values
    classes = data.distinctLabels
    let trainingDigits = min(extent.trainingDigits, data.train.count)
    search = NearestDigits(in: data.train, first: trainingDigits)
    let count = min(extent.pictures, data.test.count)
    let images = data.test.pictures(0..<count)
    let reading = judge.reading(of: images)
    reference = WhitenedFrechetDistance(from: FeatureMoments(of: reading.features))
    let training = judge.reading(
      of: data.train.pictures(0..<min(count, data.train.count)))
    frechetFloor = reference(FeatureMoments(of: training.features))
    testDigits = SampleQuality(
      of: images, expected: Array(data.test.labels.prefix(count)), reading, reference, search,
      searched: extent.searched, classes, shape)
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
  public func copies(of images: Tensor) -> Copies { Copies(search.matches(for: images), shape) }

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
    reference(FeatureMoments(of: reading.features))
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
      reference, search, searched: extent.searched, classes, shape)
  }
}

extension DigitSet {
  /// Consecutive images with pixels in [0, 1], [range.count, height · width · channels].
  func pictures(_ range: Range<Int>) -> Tensor {
    Tensor([range.count, shape.size]) { copyImages(in: range, as: .unit, into: $0) }
  }
}
