import CHDF5

extension HDF5Group {
  /// Sets an attribute, in place of one of that name.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - value: Its value.
  ///   - path: The group or data set that carries it; `""` for this group.
  /// - Throws: `HDF5Error` when there is nothing at `path`, or the file is not being made.
  public func setAttribute(
    _ name: String, _ value: HDF5Attribute, of path: String = ""
  ) throws(HDF5Error) {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation("set the attribute '\(name)' of", path)
    let object = try openObject(try resolve(path, operation), operation)
    guard file.isWritable else {
      throw operation.failure("the file is open for reading", hint: "Write to a new file")
    }
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw operation.failure("that cannot be a name", hint: "Choose another one")
    }
    try value.check(operation)
    let found = H5Aexists(object.id, name)
    try operation.check(found, "looking for an old one failed")
    if found > 0 {
      try operation.check(H5Adelete(object.id, name), "taking the old one away failed")
    }
    try value.write(to: object.id, name: name, operation)
    try object.close(operation)
  }

  /// The value of an attribute, whatever it is.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - path: The group or data set that carries it; `""` for this group.
  /// - Throws: `HDF5Error` when there is no such attribute, or its type is none of ours.
  public func attribute(
    _ name: String, of path: String = ""
  ) throws(HDF5Error) -> HDF5Attribute {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation("read the attribute '\(name)' of", path)
    let object = try openObject(try resolve(path, operation), operation)
    let found = H5Aexists(object.id, name)
    try operation.check(found, "looking for it failed")
    if found == 0 {
      let names = try Self.attributeNames(object.id, operation)
      throw operation.failure(
        "there is none",
        hint: names.isEmpty ? "It has no attributes" : "It has \(names.joined(separator: ", "))")
    }
    let attribute = try operation.own(
      H5Aopen(object.id, name, chdf5_default_properties()), H5Aclose, "opening it failed")
    return try HDF5Attribute(reading: attribute.id, operation)
  }

  /// The value of an attribute that must be of a certain type.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - path: The group or data set that carries it; `""` for this group.
  ///   - type: What it must be.
  /// - Throws: `HDF5Error` when there is no such attribute, or it is something else.
  public func attribute<Value: HDF5AttributeValue>(
    _ name: String, of path: String = "", as type: Value.Type
  ) throws(HDF5Error) -> Value {
    let found = try attribute(name, of: path)
    guard let value = Value(found) else {
      throw operation("read the attribute '\(name)' of", path).failure(
        "it is \(found.kind), not \(type)",
        hint: "It was written by another program or another version of this one")
    }
    return value
  }

  /// The names of the attributes of a group or data set, sorted by their UTF-8 bytes.
  ///
  /// - Throws: `HDF5Error` when there is nothing at `path`.
  public func attributeNames(of path: String = "") throws(HDF5Error) -> [String] {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation("list the attributes of", path)
    let object = try openObject(try resolve(path, operation), operation)
    return try Self.attributeNames(object.id, operation)
  }

  private static func attributeNames(
    _ object: hid_t, _ operation: Operation
  ) throws(HDF5Error) -> [String] {
    try NameCollector.names(operation) { visitor, context in
      chdf5_visit_attributes(object, visitor, context)
    }
  }
}
