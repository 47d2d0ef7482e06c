import Foundation
import Testing

@testable import Digits

@Suite struct IDXTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func read(_ bytes: [UInt8], _ content: IDXContent) throws -> IDXArray {
    try IDXArray(contentsOf: folder.write(bytes, as: "file"), expecting: content)
  }

  func failureOf(_ bytes: [UInt8], _ content: IDXContent) throws -> DigitsError {
    let error = try failure { _ = try read(bytes, content) }
    #expect(error.subject.hasSuffix("/file"))
    #expect(error.action == "read \(content.rawValue)")
    return error
  }

  @Test func readsRawFiles() throws {
    let images = try read(idx([5, 28, 28], patternPixels), .images)
    #expect(images.dimensions == [5, 28, 28])
    #expect(images.elements == patternPixels)
    #expect(try read(idx([5], patternLabels), .labels).elements == patternLabels)
  }

  @Test func readsWhatPythonPacked() throws {
    #expect(try read(fixture("images.gz"), .images).elements == patternPixels)
    #expect(try read(fixture("labels.gz"), .labels).elements == patternLabels)
    #expect(try read(fixture("members.gz"), .labels).elements == patternLabels)
  }

  @Test func writesTheHeaderThatTheFormatAsksFor() {
    let array = IDXArray(dimensions: [258, 1], elements: [UInt8](repeating: 7, count: 258))
    #expect(array.header == [0, 0, 8, 2, 0, 0, 1, 2, 0, 0, 0, 1])
  }

  @Test func refusesEveryTruncation() throws {
    let raw = idx([5], patternLabels)
    let packed = try fixture("labels.gz")
    for whole in [raw, packed] {
      for length in 0..<whole.count {
        _ = try failureOf(Array(whole[..<length]), .labels)
      }
    }
  }

  @Test func namesBytesFoundAndExpectedInAShortFile() throws {
    let error = try failureOf(idx([6], patternLabels), .labels)
    #expect(error.found == "13 bytes")
    #expect(error.expected?.hasPrefix("14") == true)
  }

  @Test func refusesTrailingBytes() throws {
    let error = try failureOf(idx([4], patternLabels), .labels)
    #expect(error.found == "13 bytes")
    _ = try failureOf(fixture("labels.gz") + [1], .labels)
    _ = try failureOf(fixture("labels.gz") + fixture("labels.gz"), .labels)
  }

  @Test func leavesOutZerosAfterGzipAsGzipDoes() throws {
    let packed = try fixture("labels.gz")
    for count in [1, 511, 300_000] {
      let zeros = [UInt8](repeating: 0, count: count)
      #expect(try read(packed + zeros, .labels).elements == patternLabels)
      _ = try failureOf(packed + zeros + [1], .labels)
      // Members cannot be told from damage any more.
      _ = try failureOf(packed + zeros + packed, .labels)
    }
  }

  @Test func readsTheClassesOfQMNISTsExtendedLabels() throws {
    // Class, series, writer, class as a letter's code, and four more that nobody needs here.
    let rows = patternLabels.flatMap { label in
      [UInt32(label), 4, 2203, 61_000, .max, 7, 0, 0].flatMap(bigEndian)
    }
    let labels = try read(idx([5, 8], rows, type: 12), .labels)
    #expect(labels.dimensions == [5] && labels.elements == patternLabels)
    for length in 0..<12 + rows.count {
      _ = try failureOf(Array(idx([5, 8], rows, type: 12)[..<length]), .labels)
    }
    let outside = try failureOf(idx([1, 2], bigEndian(256) + bigEndian(0), type: 12), .labels)
    #expect(outside.found == "label 256 for digit 0" && outside.expected == "0 to 255")
    #expect(try failureOf(idx([5, 0], [], type: 12), .labels).found.contains("no labels"))
    #expect(try failureOf(idx([1, 28, 28], [], type: 12), .images).found.contains("32-bit"))
    let most = UInt32.max
    #expect(try failureOf(idx([most, most], [], type: 12), .labels).found == "12 bytes")
  }

  @Test func neverReadsOtherContentsFromDamagedGzip() throws {
    let whole = try fixture("labels.gz")
    // Some bits carry nothing: the time in the header, the padding of the last packed byte. The
    // check sum and the length, in the last eight bytes, count to the last bit.
    for position in 0..<whole.count {
      for bit in 0..<8 {
        var bytes = whole
        bytes[position] ^= 1 << UInt8(bit)
        let labels = try? read(bytes, .labels)
        #expect(labels == nil || labels?.elements == patternLabels && position < whole.count - 8)
      }
    }
  }

  @Test func namesACheckSumThatIsWrong() throws {
    var bytes = try fixture("labels.gz")
    bytes[bytes.count - 8] ^= 1
    #expect(try failureOf(bytes, .labels).found == "incorrect data check")
  }

  @Test func refusesOtherKindsOfFile() throws {
    #expect(try failureOf(Array("<html>".utf8), .images).found.contains("3c 68 74 6d"))
    #expect(try failureOf([], .images).found.contains("nothing"))
    #expect(try failureOf(idx([1], [0, 0, 0, 0], type: 13), .labels).found.contains("floating"))
    #expect(try failureOf(idx([5], patternLabels), .images).remedy.contains("changed places"))
    #expect(try failureOf(idx([5, 28, 28], patternPixels), .labels).found.hasPrefix("3 dimension"))
    let expected = try failureOf(idx([5, 28, 28, 1, 1], patternPixels), .images).expected
    #expect(expected?.hasPrefix("3 or 4") == true)
  }

  @Test func readsImagesWithChannels() throws {
    let images = try read(idx([2, 5, 7, 3], Array(patternPixels[..<210])), .images)
    #expect(images.dimensions == [2, 5, 7, 3] && images.elements == Array(patternPixels[..<210]))
    #expect(ImageShape(ofImages: images.dimensions).description == "5×7×3")
  }

  @Test(
    arguments: [
      ([1, 513, 1], "513×1"), ([1, 2, 600], "2×600"), ([1, 0, 28], "0×28"),
      ([3, 28, 0, 1], "28×0×1"),
      ([1, 28, 28, 2], "28×28×2"), ([1, 28, 28, 0], "28×28×0"), ([1, 28, 28, 4], "28×28×4"),
    ] as [([UInt32], String)])
  func refusesImagesThatNoNotebookCanTake(lengths: [UInt32], size: String) throws {
    let elements = [UInt8](repeating: 0, count: Int(lengths.reduce(1, *)))
    #expect(try failureOf(idx(lengths, elements), .images).found.contains("images of \(size) "))
  }

  @Test func refusesASetWithoutDigits() throws {
    #expect(try failureOf(idx([0], []), .labels).found.contains("no labels"))
  }

  @Test func refusesClaimsThatTheFileCannotHoldBeforeAllocating() throws {
    let most = UInt32.max
    _ = try failureOf(idx([most, most, most], []), .images)
    #expect(try failureOf(idx([most, 28, 28], []), .images).found == "16 bytes")
    #expect(try failureOf(idx([most], []), .labels).found == "8 bytes")
    // Packed by hand as one stored block: a header that claims terabytes, and nothing after it.
    let header = idx([most, 28, 28], [])
    let count = UInt8(header.count)
    let claim = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 1, count, 0, ~count, 255] + header
    #expect(try failureOf(claim, .images).found == "\(claim.count) bytes of gzip")
  }

  @Test func refusesWhatIsNotAPlainFile() throws {
    let onFolder = try failure {
      _ = try IDXArray(contentsOf: folder.path, expecting: .images)
    }
    #expect(onFolder.found.contains("not a plain file"))
    let absent = try failure {
      _ = try IDXArray(contentsOf: folder.path + "/absent", expecting: .images)
    }
    #expect(absent.found.contains("No such file"))
  }
}
