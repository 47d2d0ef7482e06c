import Digits
import Foundation
import Kernels
import Layers
import Notebooks
import Platform
import Records
import Tensors
import Weaving

/// Times what people wait for besides training steps.
struct TaskBench {
  let session: Session
  let workers: Workers
  /// How much work there is to measure; `smoke` is for tests of everything around it.
  var profile = Profile.standard
  /// The notebook whose start is timed.
  var startedNotebook = "vae"

  /// What a task needs is not there.
  struct Unavailable: Error {
    let reason: String
  }

  /// Measures a task: three times, or up to seven times within ten seconds.
  ///
  /// - Throws: `Unavailable` where the task cannot be done here; what it throws itself.
  func measurement(of task: BenchTask) throws -> Measurement {
    try Engine(on: workers).withCurrent {
      let work = try work(of: task)
      let clock = ContinuousClock()
      var seconds: [Double] = []
      while seconds.count < 3 || seconds.count < 7 && seconds.reduce(0, +) < 10 {
        let start = clock.now
        try work()
        seconds.append((clock.now - start) / .seconds(1))
      }
      return Measurement(name: task.rawValue, seconds: seconds)
    }
  }

  /// What is to be timed, with everything made that it takes.
  private func work(of task: BenchTask) throws -> () throws -> Void {
    switch task {
    case .peak: return {}
    case .start: return try start()
    case .strokes: return { _ = try DataChoice.strokes.load(on: workers) }
    case .mnist:
      do { _ = try MNIST.load() } catch { throw Unavailable(reason: "\(error)") }
      return { _ = try MNIST.load() }
    case .frame: return frame()
    case .evaluation: return try evaluation()
    case .log:
      let record = benchRecord()
      return {
        try Self.withTemporaryPath { path in
          try record.write(to: path)
          try Files.synchronise(path)
        }
      }
    case .animation:
      let record = benchRecord { $0.showManifold() }
      return { _ = try Renderer(record: record).pictures() }
    case .weaving:
      let record = benchRecord { lab in
        lab.showManifold()
        lab.codesAnimation("codes", "Codes", range: -5...5)
        lab.plot(
          "loss", "Loss", ["loss/test": "test"], x: "epoch", y: PlotAxis("nats per digit", -4...4))
      }
      return { _ = try Rendition(of: record) }
    case .list: return { try runProgram(["list"]) }
    case .diff: return { try diff() }
    case .diffPage: return { try diff { ["--html", "\($0)/page.html"] } }
    }
  }
}

extension TaskBench {
  private var silent: ProgressReporter {
    ProgressReporter(Console(out: { _ in }, err: { _ in }), isQuiet: true)
  }

  /// Plans and begins a run, and ends it after its first training step.
  private func start() throws -> () throws -> Void {
    guard let type = session.catalogue.first(where: { $0.name == startedNotebook }) else {
      throw Unavailable(reason: "there is no notebook \(startedNotebook)")
    }
    return {
      let loader = DataLoader(.strokes, on: workers, reporter: silent)
      let notebook = try type.make(profile: profile, overrides: [])
      let identity = RunIdentity(
        of: notebook, seed: 0, profile: profile, data: try loader.name())
      let run = NotebookRun(
        plan: try RunPlan(notebook, identity, goal: "", sources: session.sources),
        workers: workers, judges: judges, reporter: silent, digits: loader.digits,
        domain: loader.domain,
        // It is done as soon as there is a step, for there is nothing to measure of it.
        clock: StepClock(measurements: 0))
      do { _ = try run.record() } catch is StepClock.Done {}
    }
  }

  /// A decoder as large as that of `vae`, whose numbers do not matter to the time.
  private func frame() -> () throws -> Void {
    let lab = benchLab()
    var seeds = Seeds(lab.stream("weights"))
    let decoder = Sequential(
      Dense(2, 128, .relu, using: &seeds), Dense(128, 256, .relu, using: &seeds),
      Dense(256, ImageShape.digit.size, .sigmoid, using: &seeds))
    let codes = LatentGrid(dimensions: 2).codes
    var step = 0
    return {
      lab.manifold(images: decoder(codes), step: step)
      step += 1
    }
  }

  /// The built-in test digits stand for samples of a model with labels. The first time trains the judge unless it is in the
  /// cache, and is not measured.
  private func evaluation() throws -> () throws -> Void {
    let digits = try benchDigits()
    let work = {
      let lab = benchLab()
      try lab.evaluate(
        samples: digits.test.tensor, labels: digits.test.labels, against: digits)
    }
    try work()
    return work
  }

  /// The whole data set, or what the smoke profile makes do with.
  private func benchDigits() throws -> DigitData {
    profile == .smoke
      ? DataChoice.strokes(train: 3000, test: 1000, on: workers)
      : try DataChoice.strokes.load(on: workers)
  }

  private var judges: JudgeStore {
    JudgeStore(
      folder: JudgeStore.cacheFolder(), librarySHA256: session.sources.trainingSHA256,
      interval: session.checkpointInterval)
  }

  private func benchLab() -> Lab {
    let digits = DataChoice.strokes(train: 1, test: 0, on: workers)
    let identity = RunIdentity(
      notebook: "bench", title: "Bench", summary: "", seed: 0, profile: profile,
      data: digits.name, sourceName: "", settings: [])
    return Lab(
      record: RunRecord(identity: identity, source: ""), workers: workers, reporter: silent,
      judges: judges
    ) { digits }
  }

  /// What the notebook `vae` leaves at the standard profile: 10,000 samples, and for each frame of its animations
  /// a manifold of 15 × 15 digits and 10,000 codes; two networks; a curve; and what `show` adds.
  private func benchRecord(_ show: (Lab) -> Void = { _ in }) -> RunRecord {
    let count = profile == .smoke ? 1000 : 10_000, frame = 225
    let lab = benchLab()
    let digits = DataChoice.strokes(train: 10_000, test: 0, on: workers).train
    let numbers = lab.stream("numbers")
    let samples = digits.prefix(count)
    lab.samples(samples.images, labels: samples.labels)
    for (index, epoch) in FrameSchedule(upTo: 60).epochs.enumerated() {
      let first = index * frame
      lab.manifold(images: digits.tensor(first..<first + frame), step: epoch)
      let codes = Tensor.normal([count, 2], using: numbers.at(step: UInt64(index)))
      lab.latents(codes, labels: samples.labels, step: epoch)
    }
    for epoch in 0...60 { lab.log("loss/test", numbers.normal(epoch), step: epoch) }
    for network in ["encoder", "decoder"] {
      for (layer, shape) in [("hidden.0", [784, 256]), ("hidden.3", [256, 128])] {
        lab.parameter(
          Tensor.normal(shape, using: numbers).values, shape: shape, network: network,
          layer: layer, tensor: "weights", description: "weights [in, out]")
      }
    }
    show(lab)
    return lab.record
  }

  /// Compares the results of this folder thirty commits ago with those of its newest commit.
  private func diff(_ options: (_ folder: String) -> [String] = { _ in [] }) throws {
    try Self.withTemporaryPath { folder in
      try runProgram(
        ["diff", "HEAD~30", "HEAD", "--exit-zero", "--pictures", folder] + options(folder))
    }
  }

  /// Runs this program in a process of its own, to its end.
  private func runProgram(_ words: [String]) throws {
    guard let executable = session.executable else {
      throw Unavailable(reason: "this program cannot start itself")
    }
    let process = try RunningProcess(ChildProcess(program: executable, arguments: words))
    while process.isRunning { RunningProcess.receive(from: [process], atMost: .seconds(1)) }
    guard process.end().status == 0 else {
      let message = String(decoding: process.takeMessages(), as: UTF8.self)
      throw Unavailable(
        reason: "experiments \(words.prefix(3).joined(separator: " ")) failed:\n\(message)")
    }
  }

  /// Hands over the path of a file or folder that is gone afterwards, also when the program is asked to end.
  private static func withTemporaryPath(_ body: (String) throws -> Void) throws {
    let path = try Files.temporaryPath("experiments-bench")
    Interruption.watch(path)
    defer {
      try? FileManager.default.removeItem(atPath: path)
      Interruption.forget(path)
    }
    try body(path)
  }
}

extension Lab {
  fileprivate func showManifold() {
    animation(
      "manifold", caption: "", .image(.each("manifold/digits")), steps: "manifold/steps")
  }
}
