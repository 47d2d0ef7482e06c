import HDF5Storage
import Testing

struct SameBytesTests {
  @Test func filesWrittenMoreThanASecondApartAreEqualToTheByte() async throws {
    let folder = try TemporaryFolder()
    func make(_ name: String) throws {
      try saved(in: folder, name) { root in
        try root.setAttribute("notebook", .string("vae"))
        try root.setAttribute("sizes", .ints([1, 2]))
        for index in 0..<12 {
          let values = (0..<100).map { Float($0 * index) }
          try root.write(values, shape: [10, 10], to: "g\(index)/w", description: "weights")
          try root.setAttribute("note\(index)", .strings(["a", "b"]))
        }
        try root.write(["a", "bc"], shape: [2], to: "text", description: "texts")
        try root.write([] as [Int64], shape: [0], to: "none", description: "nothing")
      }.close()
    }
    try make("first.h5")
    try await Task.sleep(for: .milliseconds(1_100))
    try make("second.h5")
    #expect(try folder.bytes("first.h5") == folder.bytes("second.h5"))
  }
}
