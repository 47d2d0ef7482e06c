import Digits
import Foundation
import Kernels
import Notebooks
import Platform
import Records
import Tensors
import Weaving

/// What a run does besides training.
enum BenchTask: String, CaseIterable {
  /// Nothing: what is told of every part, whether the processors were free, is all of it.
  case peak
  /// Drawing the built-in data set.
  case strokes
  /// Writing the log of a run at standard size.
  case log
  /// Drawing the animation of a manifold and writing it as GIF and PNG, in memory.
  case animation

  /// Measures it: three times, or up to seven times within ten seconds.
  func measurement(on workers: Workers) throws -> Measurement {
    let work = try work(on: workers)
    let clock = ContinuousClock()
    var seconds: [Double] = []
    while seconds.count < 3 || seconds.count < 7 && seconds.reduce(0, +) < 10 {
      let start = clock.now
      try work()
      seconds.append((clock.now - start) / .seconds(1))
    }
    return Measurement(name: rawValue, seconds: seconds)
  }

  private func work(on workers: Workers) throws -> () throws -> Void {
    switch self {
    case .peak: return {}
    case .strokes: return { _ = try DataChoice.strokes.load(on: workers) }
    case .log:
      let record = Self.record(on: workers)
      return {
        let path = try Files.temporaryPath("experiments-bench")
        Interruption.watch(path)
        defer {
          try? FileManager.default.removeItem(atPath: path)
          Interruption.forget(path)
        }
        try record.write(to: path)
        try Files.synchronise(path)
      }
    case .animation:
      let record = Self.record(on: workers)
      return { _ = try Renderer(record: record).pictures() }
    }
  }

  /// What the notebook `vae` leaves at the standard profile: 10,000 samples, and for each frame of its animations
  /// a manifold of 15 × 15 digits and 10,000 codes; two networks; a curve.
  private static func record(on workers: Workers) -> RunRecord {
    let digits = DataChoice.strokes(train: 10_000, test: 0, on: workers)
    let identity = RunIdentity(
      notebook: "bench", title: "Bench", summary: "", seed: 0, profile: .standard,
      data: digits.name, sourceName: "", settings: [])
    let lab = Lab(
      record: RunRecord(identity: identity, source: ""), workers: workers,
      reporter: ProgressReporter(Console(out: { _ in }, err: { _ in }), isQuiet: true)
    ) { digits }
    let numbers = lab.stream("numbers")
    lab.samples(digits.train.images, labels: digits.train.labels)
    for (frame, epoch) in FrameSchedule(upTo: 60).epochs.enumerated() {
      let first = frame * 225
      lab.manifold(
        "digits", images: digits.train.tensor(first..<first + 225), step: epoch)
      let codes = Tensor.normal([10_000, 2], using: numbers.at(step: UInt64(frame)))
      lab.latents(codes.values, labels: digits.train.labels, step: epoch)
    }
    for epoch in 0...60 { lab.log("loss/test", numbers.normal(epoch), step: epoch) }
    for network in ["encoder", "decoder"] {
      for (layer, shape) in [("hidden.0", [784, 256]), ("hidden.3", [256, 128])] {
        lab.parameter(
          Tensor.normal(shape, using: numbers).values, shape: shape, network: network,
          layer: layer, tensor: "weights", description: "weights [in, out]")
      }
    }
    lab.animation(
      "manifold", caption: "", .image(.each("manifold/digits")), steps: "manifold/steps")
    return lab.record
  }
}
