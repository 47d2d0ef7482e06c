import Foundation
import Testing

@testable import Digits

@Suite struct FolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func fill() throws {
    try folder.write(fixture("images.gz"), as: "train-images-idx3-ubyte.gz")
    // Told apart by contents: this one is raw in spite of its name.
    try folder.write(idx([5], patternLabels), as: "train-labels.idx1-ubyte.gz")
    try folder.write(idx([5, 28, 28], patternPixels), as: "t10k-images.idx3-ubyte")
    try folder.write(fixture("labels.gz"), as: "t10k-labels-idx1-ubyte")
  }

  @Test func readsRawAndPackedFilesUnderEverySpelling() throws {
    try fill()
    let data = try DigitData(contentsOf: folder.path)
    #expect(data.train == DigitSet(images: patternPixels, labels: patternLabels))
    #expect(data.test == data.train)
    #expect(data.name == (folder.path as NSString).lastPathComponent)
    #expect(data.classes == 6)
  }

  @Test func hashesAsDocumented() throws {
    try fill()
    let expected = String(decoding: try fixture("sha256.txt"), as: UTF8.self)
    #expect(try DigitData(contentsOf: folder.path).sha256 == expected)
  }

  @Test func listsWhatIsMissing() throws {
    try folder.write(fixture("images.gz"), as: "train-images-idx3-ubyte.gz")
    let error = try failure { _ = try DigitData(contentsOf: folder.path) }
    #expect(error.found.contains("1 of the four"))
    #expect(error.found.contains("train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels"))
    #expect(!error.found.contains("train-images"))
    #expect(error.remedy.contains("Add what is missing"))
  }

  @Test func refusesImagesAndLabelsThatDisagree() throws {
    try fill()
    try folder.write(idx([4], [1, 2, 3, 4]), as: "train-labels-idx1-ubyte")
    let error = try failure { _ = try DigitData(contentsOf: folder.path) }
    #expect(error.found == "5 images and 4 labels")
  }

  @Test func saysThatAPathLeadsNowhereOrToAFile() throws {
    let nowhere = try failure { _ = try DigitData(contentsOf: folder.path + "/x") }
    #expect(nowhere.found.contains("nothing"))
    let file = try folder.write([1], as: "f")
    #expect(try failure { _ = try DigitData(contentsOf: file) }.found == "a file")
  }

  @Test(arguments: [
    ("/data/fashion", "fashion"), ("/data/fashion/", "fashion"), ("/a/b/../c", "c"),
    ("/x/My Digits (2)", "My-Digits-2"), ("/x/.hidden", "hidden"), ("/x/Ziffern-ä-ü", "Ziffern"),
    ("/x/数字", "data"), ("/", "data"), ("/x/k_mnist.v1", "k_mnist.v1"),
  ])
  func namesTheDataAfterTheFolder(path: String, name: String) {
    #expect(DigitData.name(ofFolder: path) == name)
  }

  @Test func exportsWhatReadsBackTheSame() throws {
    let data = DigitData(
      name: "exported",
      train: DigitSet(images: patternPixels, labels: patternLabels),
      test: DigitSet(images: Array(patternPixels[..<784]), labels: [61]))
    let goal = folder.path + "/deep/exported"
    try data.export(to: goal)
    #expect(try DigitData(contentsOf: goal) == data)
    #expect(try folder.bytes(of: "deep/exported/t10k-labels-idx1-ubyte") == idx([1], [61]))
    #expect(data.test.classes == 62)

    let other = DigitData(name: "exported", train: data.test, test: data.train)
    try other.export(to: goal + "/")
    #expect(try DigitData(contentsOf: goal) == other)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/deep").count == 1)
  }

  @Test func anExportTouchesNothingBesideItsFolder() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/exported.partial", withIntermediateDirectories: false)
    let mine = try folder.write([1], as: "exported.partial/mine")
    let set = DigitSet(images: patternPixels, labels: patternLabels)
    try DigitData(name: "x", train: set, test: set).export(to: folder.path + "/exported")
    #expect(FileManager.default.contents(atPath: mine) == Data([1]))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "exported", "exported.partial",
      ])
  }

  @Test func saysWhyAnExportFailed() throws {
    let file = try folder.write([1], as: "f")
    let set = DigitSet(images: patternPixels, labels: patternLabels)
    let error = try failure {
      try DigitData(name: "x", train: set, test: set).export(to: file + "/inside")
    }
    #expect(error.action == "export the data set x")
  }

  @Test func tellsHowToGetMNIST() throws {
    let error = try failure { _ = try MNIST.load(from: folder.path + "/absent") }
    #expect(error.remedy.contains("experiments data mnist --fetch"))
    #expect(error.remedy.contains("--data FOLDER"))

    try fill()
    try FileManager.default.removeItem(atPath: folder.path + "/t10k-labels-idx1-ubyte")
    let partial = try failure { _ = try MNIST.load(from: folder.path) }
    #expect(partial.found == "no t10k-labels-idx1-ubyte")
  }

  @Test func namesTheFileThatIsNotMNIST() throws {
    try fill()
    let error = try failure { _ = try MNIST.load(from: folder.path) }
    #expect(error.subject == folder.path + "/train-images-idx3-ubyte.gz")
    #expect(error.expected == MNIST.sha256(of: .trainImages))
  }

  @Test func keepsMNISTInTheUsersCache() {
    #expect(
      MNIST.cacheFolder(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"])
        == "/c/experiments/mnist")
    #expect(MNIST.cacheFolder(environment: ["HOME": "/h"]) == "/h/.cache/experiments/mnist")
    #expect(
      MNIST.cacheFolder(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"])
        == "/h/.cache/experiments/mnist")
    // Not the root of the file system.
    #expect(MNIST.cacheFolder(environment: ["HOME": ""]) == MNIST.cacheFolder(environment: [:]))
    #expect(!MNIST.cacheFolder(environment: ["HOME": ""]).hasPrefix("/.cache"))
  }
}
