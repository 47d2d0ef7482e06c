import CHDF5

/// A group of an HDF5 file, as a place: it holds no handle of the library's, so it never stands in
/// the way of closing the file. Using it after that is an error.
///
/// Names given to a group may be paths: `loss/kl` is `kl` in the group `loss`, and a path that
/// begins with `/` starts from the root.
public struct HDF5Group: Sendable {
  /// The file the group is in.
  public let file: HDF5File
  /// The names from the root to here.
  let components: [String]

  /// The path from the root: `/`, `/loss`.
  public var path: String { Self.path(components) }

  /// The group at `path`; in a file that is being made, groups that are missing are made.
  ///
  /// - Throws: `HDF5Error` when there is none, or a data set has that name.
  public func group(_ path: String) throws(HDF5Error) -> HDF5Group {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation(file.isWritable ? "make the group" : "open the group", path)
    let target = try resolve(path, operation)
    if file.isWritable {
      try makeGroups(target, operation)
    } else {
      _ = try openGroup(target, operation)
    }
    return HDF5Group(file: file, components: target)
  }

  static func path(_ components: some Sequence<String>) -> String {
    "/" + components.joined(separator: "/")
  }

  /// `action` ends in the kind of object; the path of `name` follows.
  func operation(_ action: String, _ name: String) -> Operation {
    let place = name.hasPrefix("/") || name.isEmpty || components.isEmpty ? "" : path + "/"
    let start = name.hasPrefix("/") || !place.isEmpty ? "" : "/"
    return Operation("\(action) \(place)\(name.isEmpty ? path : start + name)", file: file.path)
  }

  /// The names from the root to `name`.
  func resolve(_ name: String, _ operation: Operation) throws(HDF5Error) -> [String] {
    if name.isEmpty || name == "/" { return name.isEmpty ? components : [] }
    let isAbsolute = name.hasPrefix("/")
    let parts = (isAbsolute ? name.dropFirst() : name[...])
      .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for part in parts where part.isEmpty || part == "." || part == ".." || part.utf8.contains(0) {
      throw operation.failure(
        "'\(part)' cannot be a name", hint: "Join plain names with single slashes, as loss/kl")
    }
    return (isAbsolute ? [] : components) + parts
  }
}
