import HDF5Storage
import Testing

struct TreeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func namesNestAndAreListedInOrderOfTheirBytes() throws {
    let file = try saved(in: folder) { root in
      let metrics = try root.group("metrics")
      for name in ["loss/kl", "loss/a", "Z", "loss/ä", "loss-b"] {
        try metrics.write([1] as [Double], shape: [1], to: "\(name)/value", description: "nats")
      }
      _ = try root.group("empty/inside")
    }
    #expect(try file.root.names() == ["empty", "metrics"])
    #expect(try file.root.group("metrics/loss").names() == ["a", "kl", "ä"])
    // "-" sorts before "/".
    #expect(
      try file.root.group("metrics").datasetPaths()
        == ["Z/value", "loss-b/value", "loss/a/value", "loss/kl/value", "loss/ä/value"])
    #expect(try file.root.group("empty").datasetPaths() == [])
    #expect(try file.root.group("empty/inside").path == "/empty/inside")
  }

  @Test func pathsStartAtTheGroupOrAtTheRoot() throws {
    let file = try saved(in: folder) {
      try $0.write(Int32(4), to: "a/b/c", description: "x")
    }
    let group = try file.root.group("a").group("b")
    #expect(try group.read("c", as: Int32.self).values == [4])
    #expect(try group.read("/a/b/c", as: Int32.self).values == [4])
    #expect(try group.group("/").path == "/")
    #expect(try group.contains("c"))
    #expect(try !group.contains("a"))
    #expect(try !group.contains("c/d"))
    #expect(try group.contains("/a"))
  }

  @Test func hundredsOfNamesInOneGroupAreAllListed() throws {
    let names = (0..<300).map { "n\($0)" }
    let file = try saved(in: folder) { root in
      for name in names { try root.write(UInt8(0), to: name, description: "x") }
    }
    #expect(try file.root.names() == names.sorted())
    #expect(try file.root.datasetPaths() == names.sorted())
  }

  @Test func attributesOfEveryKindComeBack() throws {
    let values: [(String, HDF5Attribute)] = [
      ("text", .string("Größe 数")), ("blank", .string("")), ("int", .int(.min)),
      ("double", .double(0.1)), ("ints", .ints([1, -2, .max])),
      ("doubles", .doubles([0.5, 1e300])),
      ("strings", .strings(["a", "", "ü"])), ("noInts", .ints([])), ("noDoubles", .doubles([])),
      ("noStrings", .strings([])), ("one", .ints([5])),
      ("source", .string(String(repeating: "let x = 1\n", count: 20_000))),
      ("many", .doubles((0..<5_000).map(Double.init))),
    ]
    let file = try saved(in: folder) { root in
      try root.write(UInt8(0), to: "a/b", description: "the data set's own")
      for path in ["", "a", "a/b"] {
        for (name, value) in values { try root.setAttribute(name, value, of: path) }
      }
    }
    for path in ["", "a", "a/b"] {
      for (name, value) in values {
        #expect(try file.root.attribute(name, of: path) == value)
      }
    }
    let names = values.map(\.0).sorted()
    #expect(try file.root.attributeNames() == names)
    #expect(try file.root.attributeNames(of: "a/b") == (names + ["description"]).sorted())
    #expect(
      try file.root.attribute("description", of: "a/b", as: String.self) == "the data set's own")
    #expect(try file.root.attribute("ints", as: [Int].self) == [1, -2, .max])
    #expect(try file.root.attribute("double", as: Double.self) == 0.1)
  }

  @Test func anAttributeThatIsSetAgainIsReplaced() throws {
    let file = try saved(in: folder) { root in
      try root.setAttribute("a", .int(1))
      try root.setAttribute("a", .string("two"))
    }
    #expect(try file.root.attribute("a") == .string("two"))
    #expect(try file.root.attributeNames() == ["a"])
  }
}
