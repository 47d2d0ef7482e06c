import CHDF5

// Finding and making objects; inside the lock.
extension HDF5Group {
  /// Opens whatever is at `target`.
  func openObject(
    _ target: [String], _ operation: Operation
  ) throws(HDF5Error) -> Handle {
    let identifier = try file.openIdentifier(operation)
    // Step by step, to say what is missing and what is there instead.
    for depth in target.indices {
      let parent = Self.path(target[..<depth])
      let place = Self.path(target[...depth])
      let found = H5Lexists(identifier, place, chdf5_default_properties())
      if found < 0 {
        if try kind(at: parent, identifier, operation) == H5I_DATASET {
          throw operation.failure(
            "\(parent) is a data set, not a group", hint: "Check the path")
        }
        _ = H5Lexists(identifier, place, chdf5_default_properties())
        throw operation.libraryFailure("\(parent) cannot be searched")
      }
      if found == 0 {
        let names = try linkNames(parent, identifier, operation)
        throw operation.failure(
          "\(parent) holds no '\(target[depth])'", hint: Self.hint(listing: names, in: parent))
      }
    }
    let path = Self.path(target)
    return try operation.own(
      H5Oopen(identifier, path, chdf5_default_properties()), H5Oclose, "opening it failed")
  }

  /// Opens the group at `target`.
  func openGroup(_ target: [String], _ operation: Operation) throws(HDF5Error) -> Handle {
    let object = try openObject(target, operation)
    guard H5Iget_type(object.id) == H5I_GROUP else {
      throw operation.failure("it is not a group", hint: "Check the path")
    }
    return object
  }

  /// Opens the data set at `target`.
  func openDataset(_ target: [String], _ operation: Operation) throws(HDF5Error) -> Handle {
    let object = try openObject(target, operation)
    guard H5Iget_type(object.id) == H5I_DATASET else {
      let path = Self.path(target)
      let identifier = try file.openIdentifier(operation)
      let names = try linkNames(path, identifier, operation)
      throw operation.failure(
        "it is a group, not a data set", hint: Self.hint(listing: names, in: path))
    }
    return object
  }

  /// Makes the groups down to `target` that are missing.
  func makeGroups(_ target: [String], _ operation: Operation) throws(HDF5Error) {
    let identifier = try file.openIdentifier(operation)
    for depth in target.indices {
      let place = Self.path(target[...depth])
      let found = H5Lexists(identifier, place, chdf5_default_properties())
      try operation.check(found, "\(place) cannot be looked for")
      if found > 0 {
        if try kind(at: place, identifier, operation) != H5I_GROUP {
          throw operation.failure("\(place) is a data set", hint: "Choose another name")
        }
        continue
      }
      // One by one: groups that the library makes in passing would carry times.
      let creation = try Properties.groupCreation(operation)
      let made = try operation.own(
        H5Gcreate2(
          identifier, place, chdf5_default_properties(), creation.id, chdf5_default_properties()),
        H5Gclose, "making \(place) failed")
      try made.close(operation)
    }
  }

  private func kind(
    at path: String, _ identifier: hid_t, _ operation: Operation
  ) throws(HDF5Error) -> H5I_type_t {
    let object = try operation.own(
      H5Oopen(identifier, path, chdf5_default_properties()), H5Oclose, "opening \(path) failed")
    return H5Iget_type(object.id)
  }

  private static func hint(listing names: [String], in path: String) -> String {
    if names.isEmpty { return "\(path) is empty" }
    let shown = names.prefix(12).joined(separator: ", ")
    return "\(path) holds \(shown)\(names.count > 12 ? " and \(names.count - 12) more" : "")"
  }
}
