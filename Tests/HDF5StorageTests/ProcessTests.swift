import CHDF5
import Foundation
import HDF5Storage
import Testing

/// What concerns a whole process, each in a process of its own, which must end well.
struct ProcessTests {
  @Test func noHandleStaysOpenWhateverFails() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      func handles() -> [Int] {
        let kinds = [H5I_FILE, H5I_GROUP, H5I_DATASET, H5I_DATASPACE, H5I_ATTR, H5I_DATATYPE]
        // The library opens types and property lists of its own: only growth counts.
        return [chdf5_open_objects()]
          + (kinds + [H5I_GENPROP_LST]).map { Int(chdf5_open_handles($0)) }
      }
      func useEverything() throws {
        let file = try HDF5File.create(at: folder.path("a.h5"))
        let root = file.root
        try root.write([1, 2] as [Float], shape: [2], to: "g/a", description: "x")
        try root.write(["a", "b"], shape: [2], to: "g/s", description: "x")
        try root.setAttribute("i", .ints([1]))
        try root.setAttribute("i", .strings(["a"]), of: "g/a")
        _ = try error { try root.write(UInt8(0), to: "g/a", description: "x") }
        _ = try error { try root.write(UInt8(0), to: "g/a/b", description: "x") }
        _ = try error { try root.setAttribute("a\0b", .int(1)) }
        _ = try error { try root.setAttribute("a", .string("a\0b")) }
        try file.close()
        _ = try error { try file.flush() }
        let found = try HDF5File.open(at: folder.path("a.h5")).root
        _ = try found.read("g/a", as: Float.self)
        _ = try found.read("g/a", as: Float.self, row: 1)
        _ = try found.readStrings("g/s")
        _ = try found.attribute("i", of: "g/a")
        _ = try found.datasetPaths()
        _ = try error { _ = try found.read("g/a", as: Double.self) }
        _ = try error { _ = try found.read("g/a", as: Float.self, row: 2) }
        _ = try error { _ = try found.read("g/a", as: Float.self, shape: [3]) }
        _ = try error { _ = try found.read("g", as: Float.self) }
        _ = try error { _ = try found.read("g/none", as: Float.self) }
        _ = try error { _ = try found.attribute("none") }
        _ = try error { _ = try HDF5File.open(at: folder.path("none.h5")) }
        try Data("junk".utf8).write(to: folder.url.appending(path: "junk.h5"))
        _ = try error { _ = try HDF5File.open(at: folder.path("junk.h5")) }
        // Dropped without closing.
        _ = try HDF5File.create(at: folder.path("dropped.h5")).root.group("a")
      }
      try useEverything()
      let before = handles()
      #expect(before[0] == 0)
      for _ in 0..<20 { try useEverything() }
      #expect(handles() == before)
    }
  }

  @Test func aFullDiskIsAnErrorAndClosingCanBeTriedAgain() async {
    await #expect(processExitsWith: .success) {
      // A limit on the length of files does what a full disk does, for this process alone.
      signal(SIGXFSZ, SIG_IGN)
      func limit(_ count: rlim_t) {
        var limits = rlimit()
        getrlimit(fileSizeLimit, &limits)
        limits.rlim_cur = min(count, limits.rlim_max)
        setrlimit(fileSizeLimit, &limits)
      }
      let folder = try TemporaryFolder()
      let values = (0..<100_000).map { Float($0) }
      let file = try HDF5File.create(at: folder.path("a.h5"))
      limit(10_000)
      try file.root.write(values, shape: [100_000], to: "a", description: "x")
      for attempt in [file.flush, file.close, file.close] {
        let error = try error { try attempt() }
        #expect(error.finding.hasPrefix("writing stopped after 10000 of "))
        #expect(error.finding.hasSuffix(" bytes: File too large"))
        #expect(try folder.bytes("a.h5").isEmpty)
      }
      limit(.max)
      try file.close()
      let found = try HDF5File.open(at: folder.path("a.h5"))
      #expect(try found.root.read("a", as: Float.self).values == values)

      // And one that never finds room, still open when the process ends.
      limit(10_000)
      let lost = try HDF5File.create(at: folder.path("lost.h5"))
      try lost.root.write(values, shape: [100_000], to: "a", description: "x")
      _ = try error { try lost.close() }
      limit(.max)
      keptToTheEnd = lost
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aDeviceWithoutSpaceIsAnError() async {
    await #expect(processExitsWith: .success) {
      let file = try HDF5File.create(at: "/dev/full")
      try file.root.write([1, 2] as [Double], shape: [2], to: "a", description: "x")
      let error = try error { try file.close() }
      #expect(error.finding.hasSuffix("No space left on device"))
      #expect(error.hint == "Free space on the disk and try again")
    }
  }
}

private nonisolated(unsafe) var keptToTheEnd: HDF5File?

#if canImport(Darwin)
  private let fileSizeLimit = RLIMIT_FSIZE
#else
  private let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#endif
