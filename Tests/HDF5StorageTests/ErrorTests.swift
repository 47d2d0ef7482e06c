import Foundation
import HDF5Storage
import Testing

struct ErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMissingFileIsNamed() throws {
    let path = folder.path("no.h5")
    let error = try error { _ = try HDF5File.open(at: path) }
    #expect(
      error.description
        == "Cannot open the file (file \(path)): opening it failed: No such file or directory. "
        + "Check the path, and that its folder exists.")
  }

  @Test func aFolderIsNoFile() throws {
    let open = try error { _ = try HDF5File.open(at: folder.url.path) }
    #expect(open.finding == "it is a folder")
    let create = try error { _ = try HDF5File.create(at: folder.url.path) }
    #expect(create.description.contains("Is a directory. Give the path of a file, not of a folder"))
  }

  @Test func aPlaceThatCannotBeWrittenToIsOneClearError() throws {
    let missing = try error { _ = try HDF5File.create(at: folder.path("none/a.h5")) }
    #expect(missing.hint == "Check the path, and that its folder exists")
    #expect(missing.libraryMessages.isEmpty)
    try Data().write(to: folder.url.appending(path: "plain"))
    let inFile = try error { _ = try HDF5File.create(at: folder.path("plain/a.h5")) }
    #expect(inFile.finding == "opening it failed: Not a directory")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser writes everywhere"))
  func aFolderWithoutPermissionIsOneClearError() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
    let error = try error { _ = try HDF5File.create(at: folder.path("a.h5")) }
    #expect(error.hint == "Check the permissions of the file and its folder")
  }

  @Test func aMissingDataSetIsNamedWithItsNeighbours() throws {
    let file = try saved(in: folder) { root in
      try root.write(Float(1), to: "loss/kl", description: "x")
      try root.write(Float(1), to: "loss/total", description: "x")
    }
    let missing = try error { _ = try file.root.group("loss").read("lk", as: Float.self) }
    #expect(missing.action == "read the data set /loss/lk")
    #expect(missing.finding == "/loss holds no 'lk'")
    #expect(missing.hint == "/loss holds kl, total")
    let below = try error { _ = try file.root.read("loss/kl/x", as: Float.self) }
    #expect(below.finding == "/loss/kl is a data set, not a group")
    let group = try error { _ = try file.root.read("loss", as: Float.self) }
    #expect(group.finding == "it is a group, not a data set")
    let data = try error { _ = try file.root.group("loss/kl") }
    #expect(data.finding == "it is not a group")
    let name = try error { _ = try file.root.read("loss//kl", as: Float.self) }
    #expect(name.finding == "'' cannot be a name")
    let attribute = try error { _ = try file.root.attribute("unit", of: "loss/kl") }
    #expect(attribute.description.contains("attribute 'unit' of /loss/kl"))
    #expect(attribute.hint == "It has description")
  }

  @Test func aWrongTypeOrShapeNamesBoth() throws {
    let file = try saved(in: folder) { root in
      try root.write([1, 2] as [Double], shape: [2], to: "a", description: "x")
      try root.setAttribute("seed", .string("7"))
    }
    let type = try error { _ = try file.root.read("a", as: Float.self) }
    #expect(type.finding == "it holds Float64 of shape [2], not Float32")
    #expect(type.hint == "Read it as Float64")
    let text = try error { _ = try file.root.readStrings("a") }
    #expect(text.finding == "it holds Float64 of shape [2], not String")
    let shape = try error { _ = try file.root.read("a", as: Double.self, shape: [2, 1]) }
    #expect(shape.finding == "its shape is [2], not [2, 1]")
    let row = try error { _ = try file.root.read("a", as: Double.self, row: 2) }
    #expect(row.action == "read rows 2..<3 of the data set /a")
    #expect(row.hint == "Ask for rows within 0..<2")
    let attribute = try error { _ = try file.root.attribute("seed", as: Int.self) }
    #expect(attribute.finding == "it is a String, not Int")
  }

  @Test func whatCannotBeWrittenIsRefused() throws {
    let file = try HDF5File.create(at: folder.path("a.h5"))
    let root = file.root
    try root.write(UInt8(1), to: "a/b", description: "x")
    let taken = try error { try root.write(UInt8(1), to: "a/b", description: "x") }
    #expect(taken.finding == "the name is taken")
    let below = try error { try root.write(UInt8(1), to: "a/b/c", description: "x") }
    #expect(below.finding == "/a/b is a data set")
    let blank = try error { try root.write(UInt8(1), to: "c", description: "") }
    #expect(blank.finding == "its description is empty")
    let zero = try error { try root.write(["a\0b"], shape: [1], to: "c", description: "x") }
    #expect(zero.finding == "a string has a zero byte inside")
    #expect(try !root.contains("c"))
    try file.close()
    let closed = try error { try root.write(UInt8(1), to: "c", description: "x") }
    #expect(closed.finding == "the file is closed")
    let old = try HDF5File.open(at: folder.path("a.h5"))
    let reading = try error { try old.root.write(UInt8(1), to: "c", description: "x") }
    #expect(reading.finding == "the file is open for reading")
    let note = try error { try old.root.setAttribute("a", .int(1)) }
    #expect(note.finding == "the file is open for reading")
  }

  @Test func closingTwiceDoesNothing() throws {
    let file = try HDF5File.create(at: folder.path("a.h5"))
    try file.close()
    try file.close()
  }

  @Test func aFileCutShortOrOfAnotherKindIsRefused() throws {
    try saved(in: folder) {
      try $0.write([UInt8](repeating: 7, count: 5_000), shape: [5_000], to: "a", description: "x")
    }.close()
    let bytes = try folder.bytes("a.h5")
    for count in [0, 7, 40, 100, 500, bytes.count / 2, bytes.count - 1] {
      let url = folder.url.appending(path: "cut.h5")
      try Data(bytes[..<count]).write(to: url)
      let error = try error { _ = try HDF5File.open(at: url.path) }
      #expect(error.finding == (count == 0 ? "it is empty" : "it is not a whole HDF5 file"))
      #expect(error.hint.contains("make it again"))
    }
    try Data("no HDF5 at all".utf8).write(to: folder.url.appending(path: "text"))
    let error = try error { _ = try HDF5File.open(at: folder.path("text")) }
    #expect(error.libraryMessages.contains { $0.contains("file signature not found") })
  }

  // Every seventh byte, for time; all of them pass as well.
  @Test func damagedBytesOfTheStructureAreErrorsOrHarmless() throws {
    let values = (0..<64).map { Int32($0) }
    try saved(in: folder) { root in
      try root.write(values, shape: [8, 8], to: "group/a", description: "numbers")
      try root.write(["x", "yz"], shape: [2], to: "text", description: "texts")
      try root.setAttribute("list", .strings(["p", "q"]))
    }.close()
    let bytes = try folder.bytes("a.h5")
    var refused = 0
    for index in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[index] ^= 0xFF
      let url = folder.url.appending(path: "damaged.h5")
      try Data(damaged).write(to: url)
      do throws(HDF5Error) {
        let file = try HDF5File.open(at: url.path)
        _ = try file.root.datasetPaths()
        _ = try file.root.read("group/a", as: Int32.self)
        _ = try file.root.readStrings("text")
        _ = try file.root.attribute("list")
        _ = try file.root.attribute("description", of: "group/a")
      } catch {
        refused += 1
      }
    }
    #expect(refused > 100)
  }
}
