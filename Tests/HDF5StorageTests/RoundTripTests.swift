import HDF5Storage
import Testing

struct RoundTripTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func check<Element: HDF5Element & Equatable>(_ values: [Element]) throws {
    let shapes = [[values.count], [1, values.count, 1], [0], [3, 0, 2]]
    let file = try saved(in: folder, "\(Element.self).h5") { root in
      for (index, shape) in shapes.enumerated() {
        let part = shape.contains(0) ? [] : values
        try root.write(part, shape: shape, to: "a\(index)", description: "values")
      }
      try root.write(values[0], to: "scalar", description: "one value")
    }
    for (index, shape) in shapes.enumerated() {
      let found = try file.root.read("a\(index)", as: Element.self)
      #expect(found.values == (shape.contains(0) ? [] : values))
      #expect(found.shape == shape)
      #expect(try file.root.shape(of: "a\(index)") == shape)
      #expect(try file.root.elementType(of: "a\(index)") == Element.elementType)
    }
    let scalar = try file.root.read("scalar", as: Element.self)
    #expect(scalar.values == [values[0]])
    #expect(scalar.shape == [])
    try file.close()
  }

  @Test func everyTypeAndShapeComesBackWithItsExtremes() throws {
    try check([Float.leastNonzeroMagnitude, -0.0, 1.5, .greatestFiniteMagnitude, .infinity])
    try check([Double.leastNonzeroMagnitude, -0.0, 0.1, .greatestFiniteMagnitude, -.infinity])
    try check([UInt8.min, 7, .max])
    try check([Int32.min, -1, .max])
    try check([Int64.min, -1, .max])
    try check([UInt32.min, 9, .max])
    try check([UInt64.min, 9, .max])
  }

  @Test func bitsOfZerosAndNaNsSurvive() throws {
    let patterns: [UInt32] = [0x8000_0000, 0x7FC0_1234, 0xFFC0_0001, 1]
    let file = try saved(in: folder) { root in
      try root.write(patterns.map(Float.init(bitPattern:)), shape: [4], to: "a", description: "x")
    }
    #expect(try file.root.read("a", as: Float.self).values.map(\.bitPattern) == patterns)
  }

  @Test func rowsAreReadAlone() throws {
    // Element (frame, y, x) is 100 frame + 10 y + x.
    var values: [Int32] = []
    for frame in 0..<5 {
      for y in 0..<2 {
        for x in 0..<3 { values.append(Int32(100 * frame + 10 * y + x)) }
      }
    }
    let file = try saved(in: folder) {
      try $0.write(values, shape: [5, 2, 3], to: "manifold/x", description: "frames")
    }
    let frame = try file.root.read("manifold/x", as: Int32.self, row: 3)
    #expect(frame.values == [300, 301, 302, 310, 311, 312])
    #expect(frame.shape == [2, 3])
    let rows = try file.root.read("manifold/x", as: Int32.self, rows: 1..<3)
    #expect(rows.values == Array(values[6..<18]))
    #expect(rows.shape == [2, 2, 3])
    #expect(try file.root.read("manifold/x", as: Int32.self, rows: 2..<2).shape == [0, 2, 3])
  }

  @Test func memoryOfTheCallersIsWrittenFromAndReadInto() throws {
    let values: [Float] = [1, 2, 3, 4, 5, 6]
    let file = try saved(in: folder) { root in
      try values.withUnsafeBytes {
        try root.write($0, of: .float32, shape: [2, 3], to: "w", description: "weights")
      }
    }
    var found = [Float](repeating: 0, count: 6)
    try found.withUnsafeMutableBufferPointer {
      try file.root.read("w", into: $0, shape: [2, 3])
    }
    #expect(found == values)
    #expect(try file.root.read("w", as: Float.self, shape: [2, 3]) == values)
  }

  @Test func textComesBackInEveryShape() throws {
    let texts = ["", "a", "Größe 数 🙂", "two\nlines", String(repeating: "x", count: 100_000)]
    let file = try saved(in: folder) { root in
      try root.write(texts, shape: [5], to: "list", description: "texts")
      try root.write(["one"], shape: [], to: "scalar", description: "a text")
      try root.write([""], shape: [], to: "blank", description: "a text")
      try root.write([], shape: [0], to: "none", description: "no texts")
      try root.write(["a", "b", "c", "d"], shape: [2, 2], to: "table", description: "texts")
    }
    #expect(try file.root.readStrings("list").values == texts)
    #expect(try file.root.readStrings("scalar").values == ["one"])
    #expect(try file.root.readStrings("scalar").shape == [])
    #expect(try file.root.readStrings("blank").values == [""])
    #expect(try file.root.readStrings("none").values == [])
    #expect(try file.root.readStrings("table").shape == [2, 2])
    #expect(try file.root.readStrings("table").values == ["a", "b", "c", "d"])
    #expect(try file.root.elementType(of: "list") == .string)
  }

  @Test func aFileBeingMadeIsReadBackBeforeItIsClosed() throws {
    let file = try HDF5File.create(at: folder.path("a.h5"))
    try file.root.write([1, 2] as [Double], shape: [2], to: "a", description: "x")
    #expect(try file.root.read("a", as: Double.self).values == [1, 2])
    try file.flush()
    let early = try HDF5File.open(at: folder.path("a.h5"))
    #expect(try early.root.datasetPaths() == ["a"])
    try early.close()
    try file.root.write([3] as [Double], shape: [1], to: "b", description: "x")
    try file.close()
    #expect(try HDF5File.open(at: folder.path("a.h5")).root.datasetPaths() == ["a", "b"])
  }

  @Test func aLongerOldFileIsReplacedWhole() throws {
    try saved(in: folder) {
      let values = [UInt8](repeating: 1, count: 100_000)
      try $0.write(values, shape: [100_000], to: "a", description: "x")
    }.close()
    let long = try folder.bytes("a.h5").count
    let file = try saved(in: folder) { try $0.write(UInt8(1), to: "b", description: "x") }
    #expect(try file.root.datasetPaths() == ["b"])
    #expect(try folder.bytes("a.h5").count < long / 10)
  }
}
