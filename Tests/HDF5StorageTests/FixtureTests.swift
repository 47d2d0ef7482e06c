import Foundation
import HDF5Storage
import Testing

/// Reads a file that h5py has written; `Fixtures/make_h5py_fixture.py` says with what.
struct FixtureTests {
  let root: HDF5Group

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    root = try HDF5File.open(at: folder.appending(path: "Fixtures/h5py.h5").path).root
  }

  @Test func numbersOfEveryType() throws {
    let shape = [2, 3, 4]
    let fractions = (0..<24).map { Double($0) / 8 - 1 }
    let triples = (0..<24).map { 3 * $0 }
    #expect(try root.read("types/float32", shape: shape) == fractions.map { Float($0) })
    #expect(try root.read("types/float64", shape: shape) == fractions)
    #expect(try root.read("types/uint8", shape: shape) == triples.map { UInt8($0) })
    #expect(try root.read("types/int32", shape: shape) == triples.map { Int32($0) })
    #expect(try root.read("types/int64", shape: shape) == triples.map { Int64($0) })
    #expect(try root.read("types/uint32", shape: shape) == triples.map { UInt32($0) })
    #expect(try root.read("types/uint64", shape: shape) == triples.map { UInt64($0) })
    #expect(try root.read("types/big", shape: [5]) == [0, 1, 2, 3, 4] as [Int32])
    #expect(try root.read("types/bigfloat", shape: [5]) == Array(fractions[..<5]))
    #expect(try root.read("extremes/int64", shape: [2]) == [Int64.min, .max])
    #expect(try root.read("extremes/uint64", shape: [2]) == [UInt64.min, .max])
    let floats: [Float] = [.leastNonzeroMagnitude, -0.0, .infinity, .greatestFiniteMagnitude]
    #expect(
      try root.read("extremes/float32", as: Float.self).values.map(\.bitPattern)
        == floats.map(\.bitPattern))
  }

  @Test func otherShapesAndLayouts() throws {
    #expect(try root.read("scalar", shape: []) == [2.5])
    #expect(try root.read("empty", as: Float.self).shape == [0, 3])
    #expect(try root.read("zipped", shape: [60, 100]) == (0..<6_000).map { Int32($0) })
    #expect(try root.read("zipped", row: 31).values == (3_100..<3_200).map { Int32($0) })
    #expect(try root.read("unwritten", shape: [4]) == [-5, -5, -5, -5] as [Int32])
    #expect(try root.read("links/soft", as: UInt8.self).shape == [2, 3, 4])
  }

  @Test func texts() throws {
    #expect(try root.readStrings("text/one").values == ["first line\nsecond"])
    #expect(try root.readStrings("text/one").shape == [])
    #expect(try root.readStrings("text/list").values == ["x", "", "ü"])
    #expect(try root.readStrings("text/fixed").values == ["ab", "c"])
    #expect(try error { _ = try root.readStrings("text/latin") }.finding == "a string is not UTF-8")
  }

  @Test func attributes() throws {
    let expected: [(String, HDF5Attribute)] = [
      ("notebook", .string("Größe 数")), ("seed", .int(7)), ("small", .int(200)),
      ("rate", .double(0.1)), ("half", .double(0.5)), ("fixed", .string("plain")),
      ("sizes", .ints([3, -4, 5])), ("rates", .doubles([0.25, 1e300])),
      ("tags", .strings(["a", "", "ü"])),
    ]
    for (name, value) in expected { #expect(try root.attribute(name) == value) }
    let findings = [
      ("huge", "18446744073709551615 does not fit into an Int"),
      ("flag", "it is an enumeration (h5py writes Boolean values so)"),
      ("table", "its shape is [2, 2]"), ("nothing", "it holds no values (a null space)"),
    ]
    for (name, finding) in findings {
      #expect(try error { _ = try root.attribute(name) }.finding == finding)
    }
  }

  @Test func listingEndsThoughAGroupHoldsItself() throws {
    #expect(try root.group("links").names() == ["cycle", "dangling", "soft"])
    #expect(try root.group("links").datasetPaths() == [])
    #expect(
      try root.group("text").datasetPaths() == ["fixed", "latin", "list", "one"])
    #expect(try root.datasetPaths().count == 26)
    let error = try error { _ = try root.read("links/dangling", as: UInt8.self) }
    #expect(error.action == "read the data set /links/dangling")
    #expect(!error.libraryMessages.isEmpty)
  }

  @Test func foreignTypesAndAbsurdSizesAreRefused() throws {
    let findings = [
      ("half", "its elements are a floating-point number of 16 bits"),
      ("int16", "its elements are an integer of 16 bits"),
      ("flag", "its elements are an enumeration (h5py writes Boolean values so)"),
      ("pair", "its elements are a compound"), ("null", "it holds no values (a null space)"),
    ]
    for (name, finding) in findings {
      #expect(
        try error { _ = try root.read("foreign/\(name)", as: Float.self) }.finding == finding)
    }
    let vast = try error { _ = try root.read("foreign/vast", as: Double.self) }
    #expect(vast.finding.hasPrefix("its shape [1099511627776] is absurd in a file of"))
  }
}
