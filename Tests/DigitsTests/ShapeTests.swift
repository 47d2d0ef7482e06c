import Foundation
import Hashing
import Testing

@testable import Digits

/// Images of other sizes than MNIST's, in colour, and without labels.
@Suite struct ShapeTests {
  let folder: TemporaryFolder
  private static let colour = ImageShape(height: 32, width: 32, channels: 3)
  private static let upright = ImageShape(height: 20, width: 12)

  init() throws { folder = try TemporaryFolder() }

  private func pixels(_ count: Int, _ shape: ImageShape) -> [UInt8] {
    (0..<count * shape.size).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0) }
  }

  private func set(_ labels: [UInt8], _ shape: ImageShape) -> DigitSet {
    DigitSet(images: pixels(labels.count, shape), labels: labels, shape: shape)
  }

  @Test(arguments: [
    (colour, "idx4"), (upright, "idx3"), (ImageShape(height: 1, width: 512), "idx3"),
  ])
  func labelledImagesOfAnySizeAreExportedAndReadBack(shape: ImageShape, rank: String) throws {
    let data = DigitData(
      name: "set", train: set([4, 0, 46], shape), test: set([1, 2], shape))
    try data.export(to: folder.path + "/set")
    let read = try DigitData(contentsOf: folder.path + "/set")
    #expect(read == data && read.shape == shape && read.isLabelled && read.classes == 47)
    #expect(
      try folder.bytes(of: "set/train-images-\(rank)-ubyte")
        == idx([3] + shape.dimensions.map { UInt32($0) }, data.train.images))
  }

  @Test(arguments: [colour, upright])
  func imagesWithoutLabelsNeedTwoFiles(shape: ImageShape) throws {
    let data = DigitData(
      name: "set", train: DigitSet(unlabelled: pixels(5, shape), shape: shape),
      test: DigitSet(unlabelled: pixels(2, shape), shape: shape))
    #expect(!data.isLabelled && data.classes == 0 && data.distinctLabels == [])
    #expect(data.train.count == 5 && data.train.labels == [])
    try data.export(to: folder.path + "/set")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/set").count == 2)
    #expect(try DigitData(contentsOf: folder.path + "/set") == data)
  }

  @Test func theDigestIsThatOfTheFilesThatThereAre() {
    func digest(_ files: [[UInt8]]) -> String {
      var hash = SHA256()
      for file in files { hash.update(file) }
      return hash.finalize().hexadecimal
    }
    let lengths: [UInt32] = [32, 32, 3]
    let (train, test) = (pixels(2, Self.colour), pixels(1, Self.colour))
    let labelled = DigitData(
      name: "a", train: set([7, 1], Self.colour), test: set([3], Self.colour))
    #expect(
      labelled.sha256
        == digest([
          idx([2] + lengths, train), idx([2], [7, 1]), idx([1] + lengths, test), idx([1], [3]),
        ]))
    let unlabelled = DigitData(
      name: "a", train: DigitSet(unlabelled: train, shape: Self.colour),
      test: DigitSet(unlabelled: test, shape: Self.colour))
    #expect(unlabelled.sha256 == digest([idx([2] + lengths, train), idx([1] + lengths, test)]))
  }

  @Test func aSingleChannelIsGrey() throws {
    try folder.write(idx([5, 28, 28, 1], patternPixels), as: "train-images-idx4-ubyte")
    try folder.write(idx([5, 28, 28], patternPixels), as: "t10k-images-idx3-ubyte")
    for name in ["train", "t10k"] {
      try folder.write(idx([5], patternLabels), as: "\(name)-labels-idx1-ubyte")
    }
    let data = try DigitData(contentsOf: folder.path)
    #expect(data.train == data.test && data.shape == .digit)
  }

  @Test func picturesOfEMNISTThatAreNotSquareAreTurnedBack() throws {
    let set = set([1, 2], Self.upright)
    func turned(_ set: DigitSet) throws -> DigitSet {
      let dimensions = ([set.count] + set.shape.dimensions).map(UInt32.init)
      try folder.write(idx(dimensions, set.images), as: "images")
      return try DigitSet(images: folder.path + "/images", labels: nil, areTransposed: true)
    }
    let turnedOnce = try turned(set)
    #expect(turnedOnce.shape == ImageShape(height: 12, width: 20))
    #expect(turnedOnce.images[240 + 3 * 20 + 17] == set.images[240 + 17 * 12 + 3])
    #expect(try turned(turnedOnce).images == set.images)
  }

  @Test func aFileOfLabelsForOnePartAloneIsAMissingFile() throws {
    for name in ["train", "t10k"] {
      try folder.write(idx([5, 28, 28], patternPixels), as: "\(name)-images-idx3-ubyte")
    }
    #expect(try !DigitData(contentsOf: folder.path).isLabelled)
    try folder.write(idx([5], patternLabels), as: "train-labels-idx1-ubyte")
    let error = try failure { _ = try DigitData(contentsOf: folder.path) }
    #expect(error.found == "3 of the four IDX files, not t10k-labels-idx1-ubyte")
    #expect(error.remedy.contains("Images without labels need no file of labels"))
    // A file of labels that cannot be read is not taken for none.
    try FileManager.default.removeItem(atPath: folder.path + "/train-labels-idx1-ubyte")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/train-labels-idx1-ubyte", withDestinationPath: "nowhere")
    #expect(try failure { _ = try DigitData(contentsOf: folder.path) }.found.contains("2 of the"))
  }

  @Test func partsOfTwoSizesAreRefused() throws {
    try folder.write(idx([5, 28, 28], patternPixels), as: "train-images-idx3-ubyte")
    try folder.write(idx([5, 14, 56], patternPixels), as: "t10k-images-idx3-ubyte")
    let error = try failure { _ = try DigitData(contentsOf: folder.path) }
    #expect(error.found == "images of 28×28 and of 14×56")
  }

  @Test func anExportDoesNotMixWithTheFilesOfAnotherDataSet() throws {
    let labelled = DigitData(
      name: "a", train: set([1], Self.upright), test: set([1], Self.upright))
    let goal = folder.path + "/set"
    try labelled.export(to: goal)
    let plain = DigitSet(unlabelled: pixels(1, Self.upright), shape: Self.upright)
    let unlabelled = DigitData(name: "b", train: plain, test: plain)
    #expect(
      try failure { try unlabelled.export(to: goal) }.found
        == "train-labels-idx1-ubyte of another data set")
    let coloured = DigitData(name: "c", train: set([1], Self.colour), test: set([1], Self.colour))
    #expect(
      try failure { try coloured.export(to: goal) }.found
        == "train-images-idx3-ubyte of another data set")
    #expect(try DigitData(contentsOf: goal) == labelled.renamed("set"))
  }

  @Test func batchesOfColourHoldEveryChannel() {
    let set = set([1, 2, 3], Self.colour)
    var out = [Float](repeating: .nan, count: 2 * Self.colour.size)
    set.copyImages(at: [2, 0], as: .unit, into: &out)
    let size = Self.colour.size
    #expect(out == (set.images[(2 * size)...] + set.images[..<size]).map { Float($0) / 255 })
  }

  @Test func partsOfASetKeepTheirLabelsAndSize() {
    let set = set([1, 2, 3, 1, 5], Self.upright)
    let (first, second) = set.halves
    #expect(first.labels == [1, 2] && second.labels == [3, 1, 5])
    #expect(first.images + second.images == set.images)
    #expect(set.prefix(2) == first && set.suffix(3) == second && set.prefix(9) == set)
    #expect(set.first(2, of: 1).images == set[0..<1].images + set[3..<4].images)
    let bare = DigitSet(unlabelled: set.images, shape: Self.upright)
    #expect(bare.halves.second.images == second.images && !bare.halves.second.isLabelled)
  }
}
