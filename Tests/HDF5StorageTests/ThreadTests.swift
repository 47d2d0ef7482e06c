import HDF5Storage
import Testing

struct ThreadTests {
  @Test func severalThreadsMakeAndReadFilesAndFailAtOnce() async throws {
    let folder = try TemporaryFolder()
    let paths = (0..<8).map { folder.path("\($0).h5") }
    let shared = try HDF5File.create(at: folder.path("shared.h5"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (task, path) in paths.enumerated() {
        group.addTask {
          for round in 0..<10 {
            let values = (0..<1_000).map { Float($0 + task * round) }
            let file = try HDF5File.create(at: path)
            try file.root.write(values, shape: [10, 100], to: "a/b", description: "x")
            try file.close()
            let found = try HDF5File.open(at: path).root
            #expect(try found.read("a/b", as: Float.self).values == values)
            let error = #expect(throws: HDF5Error.self) {
              try found.read("missing\(task)", as: Float.self)
            }
            #expect(error?.finding == "/ holds no 'missing\(task)'")
            try shared.root.write(
              Int32(task), to: "t\(task)/r\(round)", description: "from task \(task)")
          }
        }
      }
      try await group.waitForAll()
    }
    try shared.close()
    let found = try HDF5File.open(at: folder.path("shared.h5")).root
    #expect(try found.datasetPaths().count == 80)
    #expect(try found.read("t7/r9", as: Int32.self).values == [7])
  }
}
