import Foundation
import Testing

@testable import Digits

/// Data sets under the names under which they are published, and in folders that are not as they should be.
@Suite struct NamesTests {
  let folder: TemporaryFolder
  private let images = idx([5, 28, 28], patternPixels)
  private let labels = idx([5], patternLabels)

  init() throws { folder = try TemporaryFolder() }

  private func fill(_ names: [String]) throws {
    for name in names {
      try folder.write(name.contains("images") ? images : labels, as: name)
    }
  }

  private func failed(at path: String) throws -> DigitsError {
    try failure { _ = try DigitData(contentsOf: path) }
  }

  @Test(arguments: [
    // Original MNIST, KMNIST, Fashion-MNIST; unpacked by other programs.
    [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ],
    [
      "train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte",
      "t10k-labels.idx1-ubyte",
    ],
    [
      "qmnist-train-images-idx3-ubyte.gz", "qmnist-train-labels-idx1-ubyte",
      "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx2-int",
    ],
  ])
  func publishedNamesAreTaken(names: [String]) throws {
    try fill(names)
    let data = try DigitData(contentsOf: folder.path)
    #expect(data.train == DigitSet(images: patternPixels, labels: patternLabels))
    #expect(data.test == data.train)
  }

  @Test func picturesOfEMNISTsOwnFilesAreTurnedBack() throws {
    let parts = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "test-images-idx3-ubyte"]
    try fill((parts + ["test-labels-idx1-ubyte.gz"]).map { "emnist-letters-\($0)" })
    let data = try DigitData(contentsOf: folder.path)
    let turned = (0..<5 * 784).map { place in
      let (image, row, column) = (place / 784, place / 28 % 28, place % 28)
      return patternPixels[image * 784 + column * 28 + row]
    }
    #expect(data.train.images == turned)
    #expect(data.test == data.train && data.train.labels == patternLabels)
    // Written out, they are as MNIST's, and are not turned again.
    try data.export(to: folder.path + "/copy")
    #expect(try DigitData(contentsOf: folder.path + "/copy").sha256 == data.sha256)
  }

  @Test func oneOfSeveralDataSetsInAFolderIsChosenByItsName() throws {
    for split in ["letters", "balanced"] {
      try fill(
        ["train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1"]
          .map { "emnist-\(split)-\($0)-ubyte" })
    }
    try fill(["emnist-digits-train-images-idx3-ubyte"])
    let several = try failed(at: folder.path)
    #expect(several.found == "several data sets: emnist-balanced, emnist-letters")
    #expect(several.remedy.hasSuffix("\(folder.path)/emnist-balanced."))
    #expect(try DigitData(contentsOf: folder.path + "/emnist-letters").name == "emnist-letters")
    #expect(try failed(at: folder.path + "/emnist-digits").found.hasPrefix("1 of the four"))
    #expect(try failed(at: folder.path + "/emnist").found.contains("nothing"))
    #expect(try DigitData.isThere(at: folder.path + "/emnist-digits"))
    #expect(try !DigitData.isThere(at: folder.path + "/emnist"))
  }

  @Test func foldersWithAFileOfTheirNameAreTaken() throws {
    for file in DigitFile.allCases {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(file.rawValue)", withIntermediateDirectories: true)
      try fill(["\(file.rawValue)/\(file.rawValue)"])
    }
    #expect(try DigitData(contentsOf: folder.path).test.labels == patternLabels)
  }

  @Test func whereOneSpellingCannotBeReadAnotherOneIs() throws {
    try fill(DigitFile.allCases.map { $0.rawValue.replacing("-idx", with: ".idx") })
    let files = FileManager.default
    func path(_ file: DigitFile) -> String { "\(folder.path)/\(file.rawValue)" }
    try files.createDirectory(atPath: path(.trainImages), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path(.trainLabels), withDestinationPath: "nowhere")
    try files.createSymbolicLink(
      atPath: path(.testImages), withDestinationPath: path(.testImages))
    #expect(mkfifo(path(.testLabels), 0o600) == 0)
    #expect(try DigitData(contentsOf: folder.path).train.labels == patternLabels)
  }

  /// Root may read everything, so loops of links stand for what may not be read.
  @Test func theSystemsReasonIsTold() throws {
    let files = FileManager.default
    let loop = folder.path + "/loop"
    try files.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    let reason = String(cString: strerror(ELOOP))
    for path in [loop, loop + "/inside"] {
      #expect(try failed(at: path).found.contains(reason))
      #expect(try failure { _ = try DigitData.isThere(at: path) }.found.contains(reason))
      #expect(try failure { _ = try MNIST.load(from: path) }.found.contains(reason))
    }
    let file = try folder.write([1], as: "file")
    #expect(try failed(at: file + "/x").found.contains(String(cString: strerror(ENOTDIR))))

    try fill(["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"])
    try files.createSymbolicLink(
      atPath: folder.path + "/t10k-labels-idx1-ubyte", withDestinationPath: "loop")
    let one = try failed(at: folder.path)
    #expect(one.found.hasPrefix("3 of the four IDX files, not t10k-labels-idx1-ubyte ("))
    #expect(one.found.contains(reason))
    #expect(try failure { _ = try MNIST.load(from: folder.path) }.found.contains(reason))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsDenied() throws {
    try fill(DigitFile.allCases.map(\.rawValue))
    let reason = String(cString: strerror(EACCES))
    chmod("\(folder.path)/t10k-labels-idx1-ubyte", 0)
    #expect(try failed(at: folder.path).found.contains(reason))
    chmod(folder.path, 0)
    defer { chmod(folder.path, 0o700) }
    #expect(try failed(at: folder.path).found.contains(reason))
  }
}
