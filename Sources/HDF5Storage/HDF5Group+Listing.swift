import CHDF5

extension HDF5Group {
  /// The names of what the group holds, sorted by their UTF-8 bytes.
  ///
  /// - Throws: `HDF5Error` when the group cannot be read.
  public func names() throws(HDF5Error) -> [String] {
    Library.enter()
    defer { Library.leave() }
    let operation = Operation("list the group \(path)", file: file.path)
    _ = try openGroup(components, operation)
    return try linkNames(path, try file.openIdentifier(operation), operation)
  }

  /// The paths, relative to this group, of all data sets in it and in its groups, sorted by their
  /// UTF-8 bytes.
  ///
  /// - Throws: `HDF5Error` when the group cannot be read.
  public func datasetPaths() throws(HDF5Error) -> [String] {
    Library.enter()
    defer { Library.leave() }
    let operation = Operation("list the group \(path)", file: file.path)
    let group = try openGroup(components, operation)
    return try NameCollector.names(operation, of: H5O_TYPE_DATASET) { visitor, context in
      chdf5_visit_objects(group.id, visitor, context)
    }
  }

  /// Whether there is anything at `path`.
  ///
  /// - Throws: `HDF5Error` when `path` is no path or the file cannot be read.
  public func contains(_ path: String) throws(HDF5Error) -> Bool {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation("look for", path)
    let target = try resolve(path, operation)
    let identifier = try file.openIdentifier(operation)
    for depth in target.indices {
      let place = Self.path(target[...depth])
      // What is no group holds nothing.
      if H5Lexists(identifier, place, chdf5_default_properties()) <= 0 { return false }
    }
    return true
  }

  /// Inside the lock.
  func linkNames(
    _ path: String, _ identifier: hid_t, _ operation: Operation
  ) throws(HDF5Error) -> [String] {
    let group = try operation.own(
      H5Gopen2(identifier, path, chdf5_default_properties()), H5Gclose, "opening \(path) failed")
    return try NameCollector.names(operation) { visitor, context in
      chdf5_visit_links(group.id, visitor, context)
    }
  }
}

/// Gathers the names that one of the library's walks comes by.
struct NameCollector {
  private var names: [String] = []
  private var kind: H5O_type_t?
  private var isValid = true

  /// The names of all objects of a kind, or of everything, sorted by their UTF-8 bytes (Swift's own
  /// order of strings follows Unicode's tables, which change).
  static func names(
    _ operation: Operation, of kind: H5O_type_t? = nil,
    _ walk: (chdf5_name_visitor, UnsafeMutableRawPointer) -> herr_t
  ) throws(HDF5Error) -> [String] {
    var collector = NameCollector(kind: kind)
    let status = withUnsafeMutablePointer(to: &collector) { pointer in
      walk(
        { name, kind, context in
          guard let name, let context else { return -1 }
          context.assumingMemoryBound(to: NameCollector.self).pointee.add(name, kind)
          return 0
        }, pointer)
    }
    try operation.check(status, "going through the names failed")
    if !collector.isValid {
      throw operation.failure(
        "a name in it is not UTF-8", hint: "Rename it with the program that made the file")
    }
    return collector.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private init(kind: H5O_type_t?) {
    self.kind = kind
  }

  private mutating func add(_ bytes: UnsafePointer<CChar>, _ kind: H5O_type_t) {
    if let wanted = self.kind, wanted != kind { return }
    guard let name = String(validatingCString: bytes) else {
      isValid = false
      return
    }
    names.append(name)
  }
}
