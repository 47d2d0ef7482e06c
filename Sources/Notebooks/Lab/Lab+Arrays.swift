import Digits
import Records

extension Lab {
  /// Leaves a data set in the log.
  ///
  /// - Parameters:
  ///   - values: The numbers, row-major.
  ///   - path: Where in the log: `latents/labels`. No two data sets share a path.
  ///   - shape: The extent of every axis.
  ///   - description: What the numbers are, with the axes: `Codes of the test digits [digit, dimension]`.
  ///   - unit: Their unit, empty for pure numbers; nil where they have several, which the description tells.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func record<Element: RecordElement>(
    _ values: [Element], at path: String, shape: [Int], description: String, unit: String? = "",
    line: Int = #line
  ) {
    if record.arrays[path] != nil {
      return misuse("the data set \(path) is already there: record it once, or append to it", line)
    }
    guard check(values.count, shape, description, path, line), isFree(path, line) else { return }
    record.arrays[path] = RecordedArray(
      values, shape: shape, description: description, unit: unit)
  }

  /// Adds one frame to a data set that grows along its first axis, and the step to the data set
  /// `steps` beside it, which all that grows in the same group shares.
  ///
  /// - Parameters:
  ///   - values: The frame, row-major.
  ///   - path: Where in the log: `latents/codes`, whose steps are `latents/steps`.
  ///   - shape: The shape of a frame, the same at every call.
  ///   - step: The epoch, iteration or period of the frame; must rise from frame to frame.
  ///   - description: What the numbers are, with the axes, the first being the frame; the first call's counts.
  ///   - unit: Their unit, empty for pure numbers; the first call's counts.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func append<Element: RecordElement>(
    _ values: [Element], to path: String, shape: [Int], step: Int, description: String,
    unit: String = "", line: Int = #line
  ) {
    guard check(values.count, shape, description, path, line) else { return }
    let group = path.split(separator: "/").dropLast().joined(separator: "/")
    let steps = group.isEmpty ? "steps" : "\(group)/steps"
    let known = record.arrays[steps]?.doubles.map { Int($0) } ?? []
    let frame = record.arrays[path]?.shape.first ?? 0
    let problem: String? =
      if path == steps {
        "the steps are noted along with the frames"
      } else if frame > known.count {
        "it was recorded as a whole"
      } else if frame < known.count, known[frame] != step {
        "frame \(frame + 1) is of step \(step), and of step \(known[frame]) in what grows beside it"
      } else if frame == known.count, let last = known.last, last >= step {
        "a frame of step \(step) cannot follow one of step \(last): steps must rise"
      } else {
        nil
      }
    if let problem { return misuse("no frame can be added to \(path): \(problem)", line) }
    guard isFree(path, line), frame < known.count || isFree(steps, line),
      grow(
        path, by: values, shape: shape, unit: unit, line: line, description: { description })
    else { return }
    if frame == known.count {
      grow(steps, by: [Int64(step)], unit: unitOfSteps, line: line) {
        "Step of each frame in this group [frame]"
      }
    }
    note(entryOf: path)
  }

  /// Adds a frame of grey levels to `/manifold/<name>` [frame, height, width], or of colours, [frame, height, width, 3].
  ///
  /// - Parameters:
  ///   - name: What is decoded: `digits`, or `label-3` for one label of a conditional model.
  ///   - pixels: UInt8 [height, width, channels], 0 background to 255 ink.
  ///   - height: Rows of the picture.
  ///   - width: Columns of the picture.
  ///   - channels: 1 for grey, 3 for colour.
  ///   - step: The epoch, iteration or period.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func manifold(
    _ name: String, _ pixels: [UInt8], height: Int, width: Int, channels: Int = 1, step: Int,
    line: Int = #line
  ) {
    append(
      pixels, to: "manifold/\(name)", shape: [height, width] + (channels == 1 ? [] : [channels]),
      step: step,
      description:
        "Decoded grid of latent points, from the top row of points of the least second coordinate to "
        + "that of the greatest; \(ImageShape.levels(channels: channels)) "
        + "[frame, \(ImageShape.axes(channels: channels))]",
      line: line)
  }

  /// Adds a frame of latent codes to `/latents/codes` [frame, digit, dimension], and at the first call
  /// the digits' labels to `/latents/labels` [digit].
  ///
  /// - Parameters:
  ///   - codes: Float [digit, dimension].
  ///   - labels: The digits' labels, at least one, the same at every call.
  ///   - step: The epoch, iteration or period.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func latents(_ codes: [Float], labels: [UInt8], step: Int, line: Int = #line) {
    guard !labels.isEmpty, codes.count.isMultiple(of: labels.count) else {
      return misuse("\(codes.count) code values for \(labels.count) labels", line)
    }
    if let known = record.arrays["latents/labels"]?.values, known != .uint8(labels) {
      return misuse("these labels are not those of the frames before: log the same digits", line)
    }
    append(
      codes, to: "latents/codes", shape: [labels.count, codes.count / labels.count], step: step,
      description: "Latent codes of the test digits [frame, digit, dimension]", line: line)
    if record.arrays["latents/labels"] == nil {
      record(
        labels, at: "latents/labels", shape: [labels.count],
        description: "Labels of the digits whose codes are logged [digit]", line: line)
    }
  }

  /// Leaves drawn samples at `/samples/images` [n, height, width], in colour [n, height, width, 3], and
  /// `/samples/labels` [n], or a folder deeper for one of several models.
  ///
  /// - Parameters:
  ///   - images: UInt8 [n, height, width, channels], 0 background to 255 ink.
  ///   - labels: The labels that were asked for [n]; nil for an unconditional model.
  ///   - model: The model's name where a notebook has several.
  ///   - shape: The size of each; nil for ``imageShape``.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func samples(
    _ images: [UInt8], labels: [UInt8]? = nil, of model: String? = nil, shape: ImageShape? = nil,
    line: Int = #line
  ) {
    let folder = model.map { "samples/\($0)" } ?? "samples"
    let shape = shape ?? imageShape
    let count = images.count / shape.size
    if let labels, labels.count != count {
      return misuse("\(labels.count) labels for \(count) samples", line)
    }
    record(
      images, at: "\(folder)/images", shape: [count] + shape.dimensions,
      description: "Samples; \(shape.levels) [sample, \(shape.axes)]", line: line)
    guard let labels else { return }
    record(
      labels, at: "\(folder)/labels", shape: [count],
      description: "Labels that the samples were drawn for [sample]", line: line)
  }

  /// Leaves one tensor of a network at `/parameters/<network>/<layer>/<tensor>`: dense weights
  /// [in, out], convolution weights [row, column, in, out].
  ///
  /// - Parameters:
  ///   - values: The numbers, row-major.
  ///   - shape: The tensor's shape.
  ///   - network: The network's name: `decoder`.
  ///   - layer: The layer's name: `dense1`.
  ///   - tensor: The tensor's name: `weights`.
  ///   - description: What it is, with its axes.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func parameter(
    _ values: [Float], shape: [Int], network: String, layer: String, tensor: String,
    description: String, line: Int = #line
  ) {
    record(
      values, at: "parameters/\(network)/\(layer)/\(tensor)", shape: shape,
      description: description, line: line)
  }

  private func check(
    _ count: Int, _ shape: [Int], _ description: String, _ path: String, _ line: Int
  ) -> Bool {
    if description.isEmpty {
      misuse("\(path) needs a description, with the axes", line)
    } else if shape.contains(where: { $0 < 0 }) || shape.reduce(1, &*) != count {
      misuse("\(count) values do not fill the shape \(shape) of \(path)", line)
    } else {
      return true
    }
    return false
  }

  /// Whether a data set can be at `path`: one is, or nothing is in its way.
  func isFree(_ path: String, _ line: Int) -> Bool {
    if record.arrays[path] != nil { return true }
    guard let shortcoming = LogPath.shortcoming(of: path, besides: record.arrays.keys) else {
      return true
    }
    misuse("no data set can be at \"\(path)\": \(shortcoming)", line)
    return false
  }

  /// Adds an entry along the first axis of a data set, or makes one of a single entry; false where it does not fit.
  @discardableResult
  func grow<Element: RecordElement>(
    _ path: String, by values: [Element], shape: [Int] = [], unit: String = "", line: Int = #line,
    description: () -> String
  ) -> Bool {
    guard let known = record.arrays[path] else {
      record.arrays[path] = RecordedArray(
        values, shape: [1] + shape, description: description(), unit: unit)
      return true
    }
    let type = RecordedArray([Element](), shape: [0], description: "").typeName
    if known.shape.isEmpty || Array(known.shape.dropFirst()) != shape || known.typeName != type {
      misuse(
        "an entry of \(type) \(shape) does not fit \(path), which is \(known.typeName) \(known.shape)",
        line)
      return false
    }
    record.arrays[path]?.append(frame: values)
    return true
  }
}

extension Lab {
  /// The unit of steps: the training loop's; outside of one they are pure numbers.
  var unitOfSteps: String { isInLoop ? stepUnit : "" }

  /// Says that a data set has a new entry.
  func note(entryOf path: String) {
    record.order.append(path)
    follower?.follow(record)
  }
}

extension ImageShape {
  /// The names of an image's axes, for descriptions of data sets.
  var axes: String { Self.axes(channels: channels) }

  /// What the bytes of an image are, for descriptions of data sets.
  var levels: String { Self.levels(channels: channels) }

  static func levels(channels: Int) -> String {
    channels == 1 ? "grey levels, 0 background to 255 ink" : "colour levels, 0 to 255"
  }

  static func axes(channels: Int) -> String {
    channels == 1 ? "height, width" : "height, width, channel"
  }
}
