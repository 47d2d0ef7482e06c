/// In which order the entries of all growing data sets of a run came: what other programs show while a run goes on, they can show
/// in the same order of its log.
package struct EntryOrder: Sendable, Equatable {
  /// The paths of the data sets, in the order of their first entries.
  package private(set) var paths: [String] = []
  /// For each entry the place of its data set's path.
  package private(set) var places: [Int32] = []
  private var placesByPath: [String: Int32] = [:]

  /// No entries.
  package init() {}

  /// Those that a log tells; nil where a place has no path, or a path comes twice.
  init?(paths: [String], places: [Int32]) {
    guard places.allSatisfy({ paths.indices.contains(Int($0)) }), Set(paths).count == paths.count
    else { return nil }
    self.paths = paths
    self.places = places
    for (place, path) in paths.enumerated() { placesByPath[path] = Int32(place) }
  }

  /// How many entries there are.
  package var count: Int { places.count }

  /// The path of the data set of an entry.
  package subscript(entry: Int) -> String { paths[Int(places[entry])] }

  /// Adds an entry of the data set at `path`.
  package mutating func append(_ path: String) {
    if let place = placesByPath[path] { return places.append(place) }
    let place = Int32(paths.count)
    placesByPath[path] = place
    paths.append(path)
    places.append(place)
  }
}
