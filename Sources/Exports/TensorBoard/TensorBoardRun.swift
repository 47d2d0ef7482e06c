import Records

/// A run for TensorBoard: an event file with every series, manifold frames, histograms of codes and hyper-parameters, and the
/// projector's files with the codes of the last frame.
///
///     tensorboard --logdir exports/mnist
///
/// The folder of a run has the name of the results; runs whose settings are the same and whose seeds differ are one group of
/// the hyper-parameters' page.
struct TensorBoardRun {
  let record: RunRecord

  /// The files, the event file first.
  func files() -> [ExportedFile] {
    [ExportedFile("events.out.tfevents.0.experiments", events())] + projector()
  }

  private func events() -> [UInt8] {
    var file = EventFile()
    file.add(step: 0, hyperparameters())
    // In the order of steps, and those of one step in the order of their tags.
    var summaries: [(step: Int, summary: Summary)] = []
    for path in record.paths where path.hasPrefix("metrics/") && path.hasSuffix("/value") {
      let tag = String(path.dropFirst("metrics/".count).dropLast("/value".count))
      let steps = record.arrays["metrics/\(tag)/step"]?.doubles ?? []
      for (step, value) in zip(steps, record.arrays[path]?.doubles ?? []) {
        summaries.append((Self.step(step), .scalar(tag, value)))
      }
    }
    summaries += frames() + histograms()
    let order = summaries.indices.sorted {
      (summaries[$0].step, $0) < (summaries[$1].step, $1)
    }
    for index in order { file.add(step: summaries[index].step, summaries[index].summary) }
    // What the report lists, at the last step, for the hyper-parameters' page.
    let last = summaries.map(\.step).max() ?? 0
    for result in record.results {
      guard let value = result.value.number else { continue }
      file.add(step: last, .scalar("results/\(result.name)", value))
    }
    file.add(step: last, end())
    return file.bytes
  }

  /// A step as TensorBoard has it, a whole number.
  private static func step(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }

  // MARK: Pictures

  private func frames() -> [(Int, Summary)] {
    let steps = record.arrays["manifold/steps"]?.doubles ?? []
    return record.paths.filter { $0.hasPrefix("manifold/") && $0 != "manifold/steps" }.flatMap {
      path -> [(Int, Summary)] in
      guard let array = record.arrays[path], case .uint8(let pixels) = array.values,
        array.shape.count == 3 || array.shape.count == 4 && array.shape[3] == 3,
        array.shape[0] == steps.count
      else { return [] }
      let (height, width) = (array.shape[1], array.shape[2])
      let channels = array.shape.count == 4 ? 3 : 1
      let size = height * width * channels
      return steps.enumerated().map { frame, step in
        let png = PNGFile.bytes(
          width: width, height: height, channels: channels,
          [UInt8](pixels[frame * size..<(frame + 1) * size]))
        return (Self.step(step), .image(path, width: width, height: height, png: png))
      }
    }
  }

  // MARK: Codes

  /// The codes of the frames, [frame, digit, dimension], with their steps.
  private func codes() -> (values: [Float], shape: [Int], steps: [Double])? {
    guard let array = record.arrays["latents/codes"], case .float(let values) = array.values,
      array.shape.count == 3, let steps = record.arrays["latents/steps"]?.doubles,
      steps.count == array.shape[0]
    else { return nil }
    return (values, array.shape, steps)
  }

  private func histograms() -> [(Int, Summary)] {
    guard let (values, shape, steps) = codes() else { return [] }
    // A page of them; codes of fifty dimensions would be a book.
    return (0..<min(shape[2], 8)).flatMap { dimension in
      steps.enumerated().map { frame, step in
        let column = (0..<shape[1]).map {
          values[(frame * shape[1] + $0) * shape[2] + dimension]
        }
        return (Self.step(step), .histogram("latents/codes/\(dimension + 1)", column))
      }
    }
  }

  /// The codes of the last frame with the digits' labels, and how the projector finds them.
  private func projector() -> [ExportedFile] {
    guard let (values, shape, _) = codes(), shape[0] > 0, shape[2] > 0 else { return [] }
    let rows = (0..<shape[1]).map { row in
      (0..<shape[2]).map { "\(values[((shape[0] - 1) * shape[1] + row) * shape[2] + $0])" }
        .joined(separator: "\t")
    }
    let labels = record.bytes("latents/labels").map { "\($0)" }
    let hasLabels = labels.count == rows.count
    let configuration = """
      embeddings {
        tensor_name: "latents/codes"
        tensor_path: "codes.tsv"
      \(hasLabels ? "  metadata_path: \"labels.tsv\"\n" : "")}

      """
    func lines(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
    return [
      ExportedFile("projector_config.pbtxt", Array(configuration.utf8)),
      ExportedFile("codes.tsv", lines(rows)),
    ] + (hasLabels ? [ExportedFile("labels.tsv", lines(labels))] : [])
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
  private func end() -> Summary {
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
