import Kernels
import Layers
import Records
import Tensors

extension Lab {
  /// Trains a generator and a discriminator of single numbers against each other and shows four phases of it, as figure 1 of
  /// Goodfellow and others (2014): untrained; the discriminator trained alone; on the way; and at the end, where once more the
  /// discriminator alone is trained, to see whether it finds any difference that is left. The data are normal numbers with a mean of 1
  /// and a deviation of ½, and so are the generator's with 0 and 1.
  ///
  /// The random streams are `<name> data` and `<name> noise`. The log has what is drawn as `/<name>`, and the results are
  /// `<name>/best-answer`, how far the discriminator that was trained alone is from the best one, p / (p + q), on data and
  /// generated numbers; `<name>/indifference`, how far it is from ½ on the data at the end; and `<name>/distance`, the total variation
  /// distance of the generated numbers from the data. At the smoke profile it trains hardly at all.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - generator: Takes numbers [n, 1] to numbers.
  ///   - discriminator: Takes numbers [n, 1] to logits of being data.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `NonFiniteError` where the training breaks down.
  public func phases(
    _ name: String, of generator: some MappingNetwork, against discriminator: some MappingNetwork,
    line: Int = #line, file: String = #fileID
  ) throws {
    let isShort = profile == .smoke
    let turns = isShort ? 10 : 1000, alone = isShort ? 10 : 300
    let contest = NumberContest(
      generator, discriminator, data: stream("\(name) data"), noise: stream("\(name) noise"))
    var phases = [contest.phase]
    for _ in 0..<alone { try contest.trainDiscriminator() }
    phases.append(contest.phase)
    let rates = [contest.discriminatorRate, contest.generatorRate].map {
      LearningRateSchedule.linear(from: Double($0), steps: turns, after: 0.5)
    }
    for turn in 0..<turns {
      if turn == turns / 10 { phases.append(contest.phase) }
      contest.setRates(discriminator: rates[0](turn), generator: rates[1](turn))
      for _ in 0..<3 { try contest.trainDiscriminator() }
      try contest.trainGenerator()
    }
    contest.setRates(
      discriminator: contest.discriminatorRate, generator: contest.generatorRate)
    for _ in 0..<alone { try contest.trainDiscriminator() }
    phases.append(contest.phase)
    record(phases, at: name, line)
    show(phases, name, turns: turns, line, file)
  }

  private func record(_ phases: [NumberContest.Phase], at name: String, _ line: Int) {
    let points = NumberContest.points, codes = NumberContest.codes
    func leave(_ values: [Double], _ part: String, _ shape: [Int], _ description: String) {
      record(
        values.map { Float($0) }, at: "\(name)/\(part)", shape: shape, description: description,
        line: line)
    }
    let (all, count) = (points.count, phases.count)
    leave(points, "x", [all], "Numbers at which densities and answers are told [point]")
    leave(NumberContest.density, "data-density", [all], "Density of the data [point]")
    leave(
      phases.flatMap(\.density), "generated-density", [count, all],
      "Density of the generated numbers [phase, point]")
    leave(
      phases.flatMap(\.answers), "discriminator", [count, all],
      "Probability of being data, as the discriminator has it [phase, point]")
    leave(codes, "codes", [codes.count], "Numbers that the generator takes [number]")
    leave(
      phases.flatMap(\.results), "results", [count, codes.count],
      "What the generator makes of them [phase, number]")
  }

  private func show(
    _ phases: [NumberContest.Phase], _ name: String, turns: Int, _ line: Int, _ file: String
  ) {
    figure(
      name,
      caption: """
        Four phases of a contest over numbers: untrained, after training the discriminator D alone, after \(turns / 10) turns of three \
        steps of D and one of the generator G, and at the end, after \(turns) turns and training D alone. The densities p of the data \
        and q of the generated numbers have one scale of their own, D and the best answer p / (p + q) the axis; below, arrows \
        lead from numbers z to G(z)
        """,
      .phases(["Untrained", "D trained alone", "On the way", "At the end"], in: name), line: line,
      file: file)
    metric(
      "\(name)/best-answer", phases[1].distanceFromBest,
      "Mean distance of the discriminator that was trained alone from p / (p + q)", line: line,
      file: file)
    guard let last = phases.last else { return }
    metric(
      "\(name)/indifference", last.distanceFromHalf,
      "Mean distance of the discriminator from ½ on the data at the end", line: line, file: file)
    metric(
      "\(name)/distance", last.totalVariation,
      "Total variation distance of the generated numbers from the data at the end", line: line,
      file: file)
  }
}

/// A generator and a discriminator of single numbers.
private struct NumberContest {
  /// What both make of all numbers at one moment.
  struct Phase {
    /// At ``points``.
    let density: [Double], answers: [Double]
    /// At ``codes``.
    let results: [Double]
  }

  private static let (mean, deviation): (Float, Float) = (1, 0.5)
  private static let batchSize = 256
  /// The width of the cells in which generated numbers are counted, whose middles are ``points``.
  static let width = 0.03
  static let points = (0..<180).map { -1.7 + width * (Double($0) + 0.5) }
  static let codes = (-6...6).map { 0.4 * Double($0) }

  /// The density of the data at ``points``.
  static let density = points.map { x -> Double in
    let away = (Float(x) - mean) / deviation
    let factor: Float = 0.398_942_28  // 1 / √(2π)
    return Double(factor / deviation * Elementary.exp(-away * away / 2))
  }

  let discriminatorRate: Float = 0.01, generatorRate: Float = 0.002
  private let generator: any MappingNetwork, discriminator: any MappingNetwork
  private let generatorOptimizer: Adam, discriminatorOptimizer: Adam
  private let batches: Batches

  /// The batches so far, each of its own numbers.
  private final class Batches {
    let data: RandomStream, noise: RandomStream
    var step: UInt64 = 0

    init(data: RandomStream, noise: RandomStream) { (self.data, self.noise) = (data, noise) }

    func next() -> (data: Tensor, noise: Tensor) {
      defer { step += 1 }
      let shape = [NumberContest.batchSize, 1]
      let normal = Tensor.normal(shape, using: data.at(step: step))
      return (
        normal.scaled(by: NumberContest.deviation, plus: NumberContest.mean),
        .normal(shape, using: noise.at(step: step))
      )
    }
  }

  init(
    _ generator: any MappingNetwork, _ discriminator: any MappingNetwork, data: RandomStream,
    noise: RandomStream
  ) {
    (self.generator, self.discriminator) = (generator, discriminator)
    generatorOptimizer = Adam(for: generator, learningRate: generatorRate, beta1: 0.5)
    discriminatorOptimizer = Adam(for: discriminator, learningRate: discriminatorRate, beta1: 0.5)
    batches = Batches(data: data, noise: noise)
  }

  func setRates(discriminator: Float, generator: Float) {
    discriminatorOptimizer.learningRate = discriminator
    generatorOptimizer.learningRate = generator
  }

  func trainDiscriminator() throws {
    let (data, noise) = batches.next()
    let generated = generator(noise, .inference).detached
    try discriminatorOptimizer.minimize(
      AdversarialLoss.nonSaturating.discriminator(
        real: discriminator(data, .inference), generated: discriminator(generated, .inference)))
  }

  func trainGenerator() throws {
    let generated = generator(batches.next().noise, .inference)
    try generatorOptimizer.minimize(
      AdversarialLoss.nonSaturating.generator(generated: discriminator(generated, .inference)))
  }

  /// What both make of all numbers now. Generated numbers are counted at 50,000 evenly spaced quantiles.
  var phase: Phase {
    let count = 50_000
    let quantiles = (0..<count).map { Elementary.inverseNormal((Float($0) + 0.5) / Float(count)) }
    var counts = [Double](repeating: 0, count: Self.points.count)
    for x in generator(Tensor([count, 1], quantiles), .inference).values {
      let cell = ((Double(x) - Self.points[0]) / Self.width).rounded()
      if counts.indices.contains(Int(max(-1, min(cell, 1e6)))) { counts[Int(cell)] += 1 }
    }
    let points = Tensor([Self.points.count, 1], Self.points.map { Float($0) })
    let codes = Tensor([Self.codes.count, 1], Self.codes.map { Float($0) })
    return Phase(
      density: counts.map { $0 / Double(count) / Self.width },
      answers: discriminator(points, .inference).activated(.sigmoid).values.map(Double.init),
      results: generator(codes, .inference).values.map(Double.init))
  }
}

extension NumberContest.Phase {
  /// The mean of |D − p / (p + q)| over data and generated numbers, equally many.
  var distanceFromBest: Double {
    NumberContest.integral { index in
      let p = NumberContest.density[index], q = density[index]
      return p + q > 0 ? abs(answers[index] - p / (p + q)) * (p + q) / 2 : 0
    }
  }

  /// The mean of |D − ½| over the data.
  var distanceFromHalf: Double {
    NumberContest.integral { abs(answers[$0] - 0.5) * NumberContest.density[$0] }
  }

  /// Half the integral of |p − q|.
  var totalVariation: Double {
    NumberContest.integral { abs(NumberContest.density[$0] - density[$0]) / 2 }
  }
}

extension NumberContest {
  fileprivate static func integral(_ values: (_ index: Int) -> Double) -> Double {
    points.indices.reduce(0) { $0 + values($1) * width }
  }
}
