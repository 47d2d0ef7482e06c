import Foundation
import HDF5Storage
import Platform

/// `log.h5`: the record as an HDF5 file.
///
/// - Attributes of the root: `schema`, `notebook`, `title`, `summary`, `seed`, `profile`, `data`,
///   `data_sha256` (empty where the notebook used no data), `source_sha256`, and `settings.<key>`; where the notebook took
///   other data sets besides, `domain_sha256.<name>` for each.
/// - Data sets: what the notebook left, each with a `description` that tells its axes in brackets, and with `units`: `nats per digit`,
///   `dB`, `epoch` …, and `1` for pure numbers, as the Climate and Forecast conventions have it. Data sets of several units have no such
///   attribute, nor have logs of earlier versions.
/// - The attribute `architecture` of `/parameters/<network>`: the JSON text of how the network computes (`Architecture`), where
///   the notebook tells it.
/// - `/results/name`, `/value`, `/unit` and `/description`: the final metrics, an entry each; `/claims/text`, `/holds` (1, 0, or −1
///   where a claim is not about the run) and `/detail`. The outputs below have them, too: these are for readers of HDF5.
/// - `/report/source`, `/report/outputs`, `/report/settings`, `/report/articles` and `/report/references`: the source text,
///   and JSON texts of what the report shows, so that it can be made again from the log alone; `/report/included` with the texts of the files
///   that the notebook includes, if there are any, and their paths as the attribute `paths`, a line each.
/// - `/report/order`: for each entry of a growing data set, in the order in which they came, the place of the data set's path in
///   `/report/grown`.
extension RunRecord {
  /// The version of the layout.
  package static let schema = 2

  /// Writes the record as a new file.
  ///
  /// - Throws: `HDF5Error` where the file cannot be written, the error of `JSONEncoder` never.
  public func write(to path: String) throws {
    let file = try HDF5File.create(at: path)
    let root = file.root
    for (name, value) in attributes { try root.setAttribute(name, value) }
    for path in paths { try arrays[path]?.write(to: root, path: path) }
    for network in architectures.keys.sortedByBytes() {
      try root.setAttribute(
        Self.architecture, .string(architectures[network] ?? ""), of: "parameters/\(network)")
    }
    try writeResults(to: root)
    let report = try root.group("report")
    try report.write(
      [source], shape: [], to: "source",
      description: "Source text of the notebook, \(identity.sourceName)")
    try report.setAttribute("name", .string(identity.sourceName), of: "source")
    if !included.isEmpty {
      try report.write(
        included.map(\.text), shape: [included.count], to: "included",
        description: "Source texts of the files that the notebook includes [file]")
      try report.setAttribute(
        "paths", .string(included.map(\.path).joined(separator: "\n")), of: "included")
    }
    let outputs = try outputs.map { try JSON(encoding: $0).compact }
    try report.write(
      outputs, shape: [outputs.count], to: "outputs",
      description: "What the report shows, as JSON, in the order in which it was made [output]")
    if order.count > 0 {
      try report.write(
        order.paths, shape: [order.paths.count], to: "grown",
        description: "Paths of the data sets that grew, in the order of their first entries [path]")
      try report.write(
        order.places, shape: [order.count], to: "order",
        description: "Place in grown of each entry's data set, in the order of entries [entry]")
    }
    let settings = try identity.settings.map { try JSON(encoding: $0).compact }
    try report.write(
      settings, shape: [settings.count], to: "settings",
      description: "Settings as JSON, in the order of their declaration [setting]")
    try Self.write(
      identity.articles, to: "articles", in: report,
      "Articles that the notebook reproduces, as JSON [article]")
    try Self.write(
      identity.references, to: "references", in: report,
      "Publications that the notebook rests on, as JSON [publication]")
    try file.close()
  }

  /// Reads a log that `write(to:)` wrote.
  ///
  /// - Throws: `HDF5Error` where the file cannot be read; `LogError` where it is no log.
  public init(reading path: String) throws {
    let file = try HDF5File.open(at: path)
    let root = file.root
    let schema = try root.attribute("schema", as: Int.self)
    guard schema == Self.schema else { throw LogError.schema(schema, path: path) }
    let report = try root.group("report")
    let profileName = try root.attribute("profile", as: String.self)
    guard let profile = Profile(rawValue: profileName) else {
      throw LogError.profile(profileName, path: path)
    }
    let seed = try root.attribute("seed", as: Int.self)
    guard seed >= 0 else { throw LogError.seed(seed, path: path) }
    let source = try report.readStrings("source").values.first ?? ""
    let identity = RunIdentity(
      notebook: try root.attribute("notebook", as: String.self),
      title: try root.attribute("title", as: String.self),
      summary: try root.attribute("summary", as: String.self),
      seed: UInt64(seed),
      profile: profile, data: try root.attribute("data", as: String.self),
      sourceName: try report.attribute("name", of: "source", as: String.self),
      settings: try report.readStrings("settings").values.map { try JSON.decode($0) },
      articles: try Self.read("articles", in: report),
      references: try Self.read("references", in: report))
    let data = try root.attribute("data_sha256", as: String.self)
    self.init(
      identity: identity, source: source, included: try Self.included(in: report),
      dataSHA256: data.isEmpty ? nil : data)
    for attribute in try root.attributeNames() where attribute.hasPrefix(Self.domainPrefix) {
      domains[String(attribute.dropFirst(Self.domainPrefix.count))] =
        try root.attribute(attribute, as: String.self)
    }
    outputs = try report.readStrings("outputs").values.map { try JSON.decode($0) }
    if try report.datasetPaths().contains("order") {
      let paths = try report.readStrings("grown").values
      guard
        let order = EntryOrder(
          paths: paths, places: try report.read("order", as: Int32.self).values)
      else { throw LogError.order(path: path) }
      self.order = order
    }
    for path in try root.datasetPaths() where !Self.derived.contains(where: path.hasPrefix) {
      arrays[path] = try RecordedArray(reading: path, from: root)
    }
    for network in networks {
      let group = "parameters/\(network)"
      if try root.attributeNames(of: group).contains(Self.architecture) {
        architectures[network] = try root.attribute(Self.architecture, of: group, as: String.self)
      }
    }
    try file.close()
  }

  /// Where a log has what is not in ``arrays``.
  private static let derived = ["report/", "results/", "claims/"]

  /// Writes final metrics and claims, if there are any.
  private func writeResults(to root: HDF5Group) throws {
    let results = results
    if !results.isEmpty {
      let group = try root.group("results")
      func write(_ texts: [String], to name: String, _ description: String) throws {
        try group.write(texts, shape: [texts.count], to: name, description: description)
      }
      try write(results.map(\.name), to: "name", "Names of the final metrics [metric]")
      try group.write(
        results.map { $0.value.number ?? .nan }, shape: [results.count], to: "value",
        description: "Values of the final metrics, in the units of /results/unit [metric]")
      try write(
        results.map(\.unit), to: "unit",
        "Units of the final metrics, empty for pure numbers [metric]")
      try write(
        results.map(\.description), to: "description", "What each final metric measures [metric]")
    }
    let claims = claims
    if claims.isEmpty { return }
    let group = try root.group("claims")
    let count = [claims.count]
    try group.write(
      claims.map(\.text), shape: count, to: "text", description: "Claims, as Markdown [claim]")
    try group.write(
      claims.map { $0.holds.map { $0 ? 1 : 0 } ?? -1 } as [Int32], shape: count, to: "holds",
      description: "1 where it holds, 0 where it fails, -1 where it is not about the run [claim]")
    try group.write(
      claims.map(\.detail), shape: count, to: "detail",
      description: "Figures behind the claim, or why it is not about the run [claim]")
  }

  /// Writes values as JSON texts, unless there are none.
  private static func write(
    _ values: [some Encodable], to name: String, in report: HDF5Group, _ description: String
  ) throws {
    if values.isEmpty { return }
    try report.write(
      try values.map { try JSON(encoding: $0).compact }, shape: [values.count], to: name,
      description: description)
  }

  private static func read<Value: Decodable>(
    _ name: String, in report: HDF5Group
  ) throws -> [Value] {
    guard try report.datasetPaths().contains(name) else { return [] }
    return try report.readStrings(name).values.map { try JSON.decode($0) }
  }

  private static func included(in report: HDF5Group) throws -> [SourceFile] {
    guard try report.datasetPaths().contains("included") else { return [] }
    let paths = try report.attribute("paths", of: "included", as: String.self)
    return zip(LineEnds.lines(of: paths), try report.readStrings("included").values).map {
      SourceFile(path: $0, text: $1)
    }
  }

  private static let domainPrefix = "domain_sha256."
  private static let architecture = "architecture"

  private var attributes: [(String, HDF5Attribute)] {
    [
      ("schema", .int(Self.schema)), ("notebook", .string(identity.notebook)),
      ("title", .string(identity.title)), ("summary", .string(identity.summary)),
      ("seed", .int(Int(identity.seed))), ("profile", .string(identity.profile.rawValue)),
      ("data", .string(identity.data)), ("data_sha256", .string(dataSHA256 ?? "")),
      ("source_sha256", .string(sourceSHA256)),
    ] + identity.settings.map { ("settings.\($0.key)", $0.value.attribute) }
      + domains.keys.sortedByBytes().map {
        (Self.domainPrefix + $0, .string(domains[$0] ?? ""))
      }
  }
}

/// A file that is HDF5 but no log of this program.
public enum LogError: Error, CustomStringConvertible {
  /// The layout has another version.
  case schema(Int, path: String)
  /// The profile is unknown.
  case profile(String, path: String)
  /// The seed is none.
  case seed(Int, path: String)
  /// The order of entries is none.
  case order(path: String)
  /// A data set has elements that no log has.
  case elements(String, dataset: String)

  /// What was found and what to do.
  public var description: String {
    switch self {
    case .schema(let found, let path):
      "\(path) has schema \(found), this program reads \(RunRecord.schema): run the notebook again"
    case .profile(let found, let path):
      "\(path) is of profile \(found), which this program does not know: run the notebook again"
    case .seed(let found, let path):
      "\(path) has the seed \(found), and seeds are not negative: run the notebook again"
    case .order(let path):
      "\(path) tells no order of entries in /report/order: run the notebook again"
    case .elements(let type, let dataset):
      "the data set \(dataset) of a log has elements of type \(type), which logs never have: "
        + "run the notebook again"
    }
  }
}

extension RecordedArray {
  /// The unit of pure numbers in a log.
  private static let pure = "1"

  fileprivate func write(to root: HDF5Group, path: String) throws {
    func write(_ values: [some HDF5Element]) throws {
      try root.write(
        values, shape: shape, to: path, description: description,
        units: unit.map { $0.isEmpty ? Self.pure : $0 })
    }
    switch values {
    case .uint8(let values): try write(values)
    case .int32(let values): try write(values)
    case .int64(let values): try write(values)
    case .float(let values): try write(values)
    case .double(let values): try write(values)
    }
  }

  fileprivate init(reading path: String, from root: HDF5Group) throws {
    let type = try root.elementType(of: path)
    shape = try root.shape(of: path)
    description = try root.attribute("description", of: path, as: String.self)
    if try root.attributeNames(of: path).contains("units") {
      let units = try root.attribute("units", of: path, as: String.self)
      unit = units == Self.pure ? "" : units
    } else {
      unit = nil
    }
    switch type {
    case .uint8: values = .uint8(try root.read(path, as: UInt8.self).values)
    case .int32: values = .int32(try root.read(path, as: Int32.self).values)
    case .int64: values = .int64(try root.read(path, as: Int64.self).values)
    case .float32: values = .float(try root.read(path, as: Float.self).values)
    case .float64: values = .double(try root.read(path, as: Double.self).values)
    default: throw LogError.elements(type.description, dataset: path)
    }
  }
}

extension Scalar {
  fileprivate var attribute: HDF5Attribute {
    switch self {
    case .int(let value): .int(Int(value))
    case .double(let value): .double(value)
    case .bool(let value): .string(value ? "true" : "false")
    case .string(let value): .string(value)
    }
  }
}
