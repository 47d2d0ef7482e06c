import Raster

/// A file of TensorBoard's events, or a part of one: records of length, check of the length, a message, and a check of the message.
struct EventFile {
  private(set) var bytes: [UInt8] = []

  /// A part of a file.
  init() {}

  /// The beginning of a file, which tells its version.
  static var beginning: EventFile {
    var file = EventFile()
    file.add(step: 0) { $0.add(3, "brain.Event:2") }
    return file
  }

  /// Adds an event. Its time is its step, so that the same log gives the same bytes.
  mutating func add(step: Int, _ fill: (inout ProtobufMessage) -> Void) {
    let event = ProtobufMessage { event in
      event.add(1, Double(step))
      event.add(2, step)
      fill(&event)
    }.bytes
    var length: [UInt8] = []
    length.append(littleEndian: UInt64(event.count))
    bytes += length
    bytes.append(littleEndian: Self.check(length))
    bytes += event
    bytes.append(littleEndian: Self.check(event))
  }

  /// Adds a summary of one value.
  mutating func add(step: Int, _ summary: Summary) {
    add(step: step) { event in
      event.add(5) { message in message.add(1) { summary.write(to: &$0) } }
    }
  }

  /// TensorFlow masks checks, for records may have checks in them.
  private static func check(_ bytes: [UInt8]) -> UInt32 {
    let check = CyclicRedundancyCheck.castagnoli(bytes)
    return (check >> 15 | check << 17) &+ 0xa282_ead8
  }
}

/// A value as a plugin of TensorBoard's shows it: a tag, a tensor, and what it is.
struct Summary {
  /// The elements of a tensor.
  enum Elements {
    case floats([Float])
    case texts([[UInt8]])
  }

  let tag: String
  /// `scalars`, `images`, `histograms`, `hparams`.
  let plugin: String
  /// 1 for scalars, 2 for tensors, 3 for what is stored as it is.
  let dataClass: Int
  let shape: [Int]
  let elements: Elements
  /// What the plugin wants besides.
  var content: [UInt8] = []

  func write(to value: inout ProtobufMessage) {
    value.add(1, tag)
    value.add(9) { metadata in
      metadata.add(1) { data in
        data.add(1, plugin)
        if !content.isEmpty { data.add(2, content) }
      }
      metadata.add(4, dataClass)
    }
    value.add(8) { tensor in
      if case .floats = elements { tensor.add(1, 1) } else { tensor.add(1, 7) }
      tensor.add(2) { message in
        for length in shape { message.add(2) { $0.add(1, length) } }
      }
      switch elements {
      case .floats(let values): tensor.add(4, [UInt8](littleEndian: values))
      case .texts(let texts): for text in texts { tensor.add(8, text) }
      }
    }
  }

  /// A number.
  static func scalar(_ tag: String, _ value: Double) -> Summary {
    Summary(tag: tag, plugin: "scalars", dataClass: 1, shape: [], elements: .floats([Float(value)]))
  }

  /// A picture as PNG.
  static func image(_ tag: String, width: Int, height: Int, png: [UInt8]) -> Summary {
    Summary(
      tag: tag, plugin: "images", dataClass: 3, shape: [3],
      elements: .texts([Array("\(width)".utf8), Array("\(height)".utf8), png]))
  }

  /// How numbers are distributed: thirty stretches of equal length from the least to the greatest.
  static func histogram(_ tag: String, _ values: [Float]) -> Summary {
    let finite = values.filter(\.isFinite)
    let low = finite.min() ?? 0, high = finite.max() ?? 0
    let bins = 30
    // One stretch around a single value, as TensorBoard's own.
    let start = low == high ? low - 0.5 : low
    let width = low == high ? 1 / Float(bins) : (high - low) / Float(bins)
    var counts = [Float](repeating: 0, count: bins)
    for value in finite {
      let place = (value - start) / width
      counts[place < Float(bins) ? max(0, Int(place)) : bins - 1] += 1
    }
    let edges = (0...bins).map { start + Float($0) * width }
    let rows = (0..<bins).flatMap { [edges[$0], edges[$0 + 1], counts[$0]] }
    return Summary(
      tag: tag, plugin: "histograms", dataClass: 2, shape: [bins, 3], elements: .floats(rows))
  }
}
