import Digits
import Raster
import Records

/// A run for TensorBoard: an event file with every series, manifold frames, histograms of codes and hyper-parameters, and the
/// projector's files with the codes of the last frame.
///
///     tensorboard --logdir exports/mnist
///
/// The folder of a run has the name of the results; runs whose settings are the same and whose seeds differ are one group of
/// the hyper-parameters' page. Events are in the order in which the run recorded them, so that they can be written while it does.
struct TensorBoardRun {
  static let eventFile = "events.out.tfevents.0.experiments"

  let record: RunRecord
  /// The test digits of the data that the record was made with; nil to do without their pictures.
  var test: DigitSet?

  /// The files, the event file first.
  func files() -> [ExportedFile] {
    let events = beginning() + entries().flatMap(events) + end()
    return [ExportedFile(Self.eventFile, events)] + ProjectorFiles(record: record, test: test).files
  }

  // MARK: Events

  /// The version, and the settings.
  func beginning() -> [UInt8] {
    var file = EventFile.beginning
    file.add(step: 0, hyperparameters())
    return file.bytes
  }

  /// The events of an entry, which is there.
  func events(of entry: Entry) -> [UInt8] {
    var file = EventFile()
    for summary in summaries(of: entry) { file.add(step: entry.step, summary) }
    return file.bytes
  }

  /// What the report lists, for the hyper-parameters' page, at the last step; and that the run has ended well.
  func end() -> [UInt8] {
    let last = entries().map(\.step).max() ?? 0
    var file = EventFile()
    for result in record.results {
      guard let value = result.value.number else { continue }
      file.add(step: last, .scalar("results/\(result.name)", value))
    }
    file.add(step: last, endOfSession())
    return file.bytes
  }

  /// An entry of a data set that is shown.
  struct Entry {
    let path: String
    let index: Int
    let step: Int
  }

  /// All entries that are shown, in the order in which they came; by step and path where the log does not tell it, as those of
  /// earlier versions.
  func entries() -> [Entry] {
    if record.order.count > 0 {
      var counts: [String: Int] = [:]
      return (0..<record.order.count).compactMap { place in
        let path = record.order[place], index = counts[path, default: 0]
        counts[path] = index + 1
        return entry(index, of: path)
      }
    }
    let all = record.paths.flatMap { path in
      (0..<(record.arrays[path]?.shape.first ?? 0)).compactMap { entry($0, of: path) }
    }
    return all.indices.sorted { (all[$0].step, $0) < (all[$1].step, $1) }.map { all[$0] }
  }

  /// An entry of a data set; nil where it is not there, or is not shown.
  func entry(_ index: Int, of path: String) -> Entry? {
    guard isShown(path) else { return nil }
    let steps = steps(of: path)
    guard steps.indices.contains(index) else { return nil }
    return Entry(path: path, index: index, step: Int(exactly: steps[index].rounded()) ?? 0)
  }

  private func isShown(_ path: String) -> Bool {
    path.hasPrefix("metrics/") && path.hasSuffix("/value")
      || path.hasPrefix("manifold/") && path != "manifold/steps" || path == Codes.path
  }

  /// The steps of a data set's entries, as many as there are of either.
  private func steps(of path: String) -> ArraySlice<Double> {
    let name = path.hasPrefix("metrics/") ? "step" : "steps"
    let group = path.split(separator: "/").dropLast().joined(separator: "/")
    let steps = record.arrays["\(group)/\(name)"]?.doubles ?? []
    return steps.prefix(record.arrays[path]?.shape.first ?? 0)
  }

  private func summaries(of entry: Entry) -> [Summary] {
    if entry.path.hasPrefix("metrics/") {
      let tag = String(entry.path.dropFirst("metrics/".count).dropLast("/value".count))
      let values = record.arrays[entry.path]?.doubles ?? []
      return values.indices.contains(entry.index) ? [.scalar(tag, values[entry.index])] : []
    }
    return entry.path == Codes.path ? histograms(entry.index) : frame(entry)
  }

  private func frame(_ entry: Entry) -> [Summary] {
    guard let array = record.arrays[entry.path], case .uint8(let pixels) = array.values,
      array.shape.count == 3 || array.shape.count == 4 && array.shape[3] == 3
    else { return [] }
    let (height, width) = (array.shape[1], array.shape[2])
    let channels = array.shape.count == 4 ? 3 : 1
    let size = height * width * channels
    if size == 0 { return [] }
    let png = PNGFile.bytes(
      width: width, height: height, channels: channels,
      [UInt8](pixels[entry.index * size..<(entry.index + 1) * size]))
    return [.image(entry.path, width: width, height: height, png: png)]
  }

  private func histograms(_ frame: Int) -> [Summary] {
    guard let codes = Codes(of: record) else { return [] }
    // A page of them; codes of fifty dimensions would be a book.
    return (0..<min(codes.dimensions, 8)).map { dimension in
      .histogram(
        "\(Codes.path)/\(dimension + 1)",
        (0..<codes.digits).map { codes[frame, $0, dimension] })
    }
  }

  // MARK: Hyper-parameters

  /// A run begins: its settings, and the group of all runs that have the same.
  private func hyperparameters() -> Summary {
    let identity = record.identity
    let settings =
      identity.settings.map { ($0.key, $0.value) } + [
        ("data", .string(identity.data)), ("notebook", .string(identity.notebook)),
        ("profile", .string(identity.profile.rawValue)), ("seed", .int(Int64(identity.seed))),
      ]
    // All but the seed.
    let group = settings.dropLast().map { "\($0.0)=\($0.1.text)" }.joined(separator: ",")
    return Self.session("_hparams_/session_start_info", field: 3) { info in
      for (key, value) in settings {
        info.add(1) { entry in
          entry.add(1, key)
          entry.add(2) { message in
            switch value {
            case .string(let text): message.add(3, text)
            case .bool(let value): message.add(4, value ? 1 : 0)
            case .int(let value): message.add(2, Double(value))
            case .double(let value): message.add(2, value)
            }
          }
        }
      }
      info.add(4, group)
      info.add(5, 0.0)
    }
  }

  /// A run ends well.
  private func endOfSession() -> Summary {
    Self.session("_hparams_/session_end_info", field: 4) { info in
      info.add(1, 1)
      info.add(2, 0.0)
    }
  }

  private static func session(
    _ tag: String, field: Int, _ fill: (inout ProtobufMessage) -> Void
  ) -> Summary {
    Summary(
      tag: tag, plugin: "hparams", dataClass: 2, shape: [], elements: .floats([0]),
      content: ProtobufMessage { $0.add(field, fill) }.bytes)
  }
}
