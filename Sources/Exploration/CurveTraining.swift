import Digits
import Kernels
import Layers
import Tensors

/// The first training of the notebook `manifolds`: two autoencoders that look for a sine and for a circle among noisy points.
///
/// Pages have this file as WebAssembly, together with the sources of the layers, of the tape and of the kernels. Here it tells what
/// the page is to find, and a run whose curves are others is refused; so it cannot stray from the notebook.
final class CurveTraining {
  /// The names of the curves, and of the random streams of their points.
  static let names = ["sine", "circle"]
  /// Points in a training step.
  static let batchSize = 30
  /// Points of a decoded curve.
  static let vertices = 1000

  let networks: [CurveAutoencoder]
  private let adam: Adam
  /// The noisy points of each curve, [points, 2].
  private let noisy: [Tensor]
  private let order: RandomStream
  /// The batches of an epoch.
  private var batches = BatchOrder(permutation: [], batchSize: batchSize)
  private(set) var stepsDone = 0
  let stepsPerEpoch: Int

  /// The networks before they have learned anything.
  ///
  /// - Parameters:
  ///   - points: points of each curve, at least 30.
  ///   - noise: the standard deviation of their noise.
  ///   - weights, order, curves: where the first weights, the order of the points, and the points of each curve come from.
  init(
    points: Int, noise: Float, weights: RandomStream, order: RandomStream, curves: [RandomStream]
  ) {
    var seeds = Seeds(weights)
    networks = Self.names.map { _ in CurveAutoencoder(using: &seeds) }
    adam = Adam(for: networks[0], networks[1], learningRate: 1e-3)
    noisy = zip(Self.names, curves).map { name, stream in
      let places = (0..<points).map { stream.child(0).uniform($0) }
      return Self.curve(name, at: places)
        + noise * Tensor.normal([points, 2], using: stream.child(1))
    }
    self.order = order
    stepsPerEpoch = points / Self.batchSize
  }

  private static func curve(_ name: String, at places: [Float]) -> Tensor {
    let points = places.flatMap { place -> [Float] in
      let (sine, cosine) = Elementary.sincos(turns: place), x = 4.4 * place - 2.2
      return name == "circle" ? [cosine, sine] : [x, Elementary.sin(x)]
    }
    return Tensor([places.count, 2], points)
  }

  /// One training step of both networks.
  ///
  /// - Throws: `NonFiniteError` where a loss, a gradient or a parameter is infinite or NaN.
  func step() throws(NonFiniteError) {
    let (epoch, place) = stepsDone.quotientAndRemainder(dividingBy: stepsPerEpoch)
    if place == 0 {
      let permutation = order.at(step: UInt64(epoch)).permutation(noisy[0].shape[0])
      batches = BatchOrder(permutation: permutation, batchSize: Self.batchSize)
    }
    let losses = zip(networks, noisy).map { model, points in
      let points = points.rows(at: batches[place])
      return squaredErrorLoss(
        predicted: model.decoder(model.encoder(points)), expected: points, reduction: .mean)
    }
    try adam.minimize(losses[0] + losses[1])
    stepsDone += 1
  }

  /// The points of a curve that the network learns from, [points, 2].
  func points(of curve: Int) -> [Float] { noisy[curve].values }

  /// What is decoded from the least code of the points to the greatest, [vertices, 2].
  func decoded(_ curve: Int) -> [Float] {
    let model = networks[curve], codes = model.encoder(noisy[curve]).values
    let (least, greatest) = (codes.min() ?? 0, codes.max() ?? 0)
    // As `Interpolation.linear` goes.
    let path = (0..<Self.vertices).map { vertex in
      let share = Double(vertex) / Double(Self.vertices - 1)
      return Float(1 - share) * least + Float(share) * greatest
    }
    return model.decoder(Tensor([Self.vertices, 1], path)).values
  }

  /// All parameters: of the first network, then of the second, layer after layer.
  var parameters: [Float] {
    networks.flatMap { model in model.variables.flatMap { $0.parameter.value.values } }
  }
}

/// Two numbers become one, and two again. Its variables have the names that the notebook's have.
final class CurveAutoencoder: Network {
  let encoder, decoder: Sequential

  init(using seeds: inout Seeds) {
    encoder = Sequential(
      Dense(2, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 1, using: &seeds))
    decoder = Sequential(
      Dense(1, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 2, using: &seeds))
  }

  /// Embedded Swift cannot look for them.
  var variables: [Variable] { encoder.variables + decoder.variables }
}
