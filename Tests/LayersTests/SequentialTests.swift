import Kernels
import Tensors
import TestSupport
import Testing

@testable import Layers

/// What a chain does at once against its layers one after the other, bit for bit.
@Suite struct SequentialTests {
  enum Chain: CaseIterable {
    case pooled, droppedAndPooled, droppedAndPooledInPieces, sigmoid, winograd, dropped, upSampled

    func layers(using seeds: inout Seeds) -> [any Layer] {
      let leaky = Activation.leakyReLU(slope: 0.3)
      return switch self {
      case .pooled: [Convolution2D(3, 32, size: 3, .elu, using: &seeds), MaxPooling2D()]
      case .droppedAndPooled:
        [
          Convolution2D(3, 64, size: 7, stride: 2, leaky, using: &seeds), Dropout(0.3),
          MaxPooling2D(),
        ]
      case .droppedAndPooledInPieces:
        [Convolution2D(3, 20, size: 3, leaky, using: &seeds), Dropout(0.3), MaxPooling2D()]
      case .sigmoid:
        [Convolution2D(3, 32, size: 3, .sigmoid, using: &seeds), Dropout(0.3), MaxPooling2D()]
      case .winograd:
        [
          Convolution2D(3, 32, size: 3, leaky, using: &seeds), MaxPooling2D(),
          Convolution2D(32, 64, size: 3, leaky, using: &seeds), Dropout(0.3), MaxPooling2D(),
        ]
      case .dropped:
        [
          UpSampledConvolution2D(3, 5, size: 3, leaky, using: &seeds), Dropout(0.3), Flatten(),
          Dense(2 * 13 * 2 * 9 * 5, 4, leaky, using: &seeds), Dropout(0.5),
        ]
      case .upSampled: [Activate(leaky), Dropout(0.5), UpSampling2D(), Dropout(0.3)]
      }
    }
  }

  @Test(arguments: Chain.allCases, [true, false])
  func theBitsAreThoseOfOneLayerAfterTheOther(chain: Chain, isTraining: Bool) throws {
    var seeds = Seeds(RandomStream(key: 4))
    let layers = chain.layers(using: &seeds)
    let phase = isTraining ? Phase.training(RandomStream(key: 7, step: 3)) : .inference
    let x = Parameter(Tensor.normal([7, 13, 9, 3], using: RandomStream(key: 5)))
    let parameters = [x] + layers.flatMap { $0.variables.map(\.parameter) }
    func bitsOfAll(_ result: Tensor) throws -> [[UInt32]] {
      // Gradients that differ from element to element.
      let weights = Tensor.normal(result.shape, using: RandomStream(key: 6))
      return try [bits(result.values)]
        + gradients(of: (result * weights).sum(), for: parameters).map { bits($0.values) }
    }
    let sequential: Sequential
    switch layers.count {
    case 2: sequential = Sequential(layers[0], layers[1])
    case 3: sequential = Sequential(layers[0], layers[1], layers[2])
    case 4: sequential = Sequential(layers[0], layers[1], layers[2], layers[3])
    default: sequential = Sequential(layers[0], layers[1], layers[2], layers[3], layers[4])
    }
    let expected = layers.enumerated().reduce(x.tensor) { x, layer in
      layer.element(x, phase.child(layer.offset))
    }
    #expect(try bitsOfAll(sequential(x.tensor, phase)) == bitsOfAll(expected))
  }

  @Test(arguments: [MapNormalization.batch, .instance(), .instance(usesScale: false)])
  func aGroupIsItsLayersOneByOne(normalization: MapNormalization) throws {
    let leaky = Activation.leakyReLU(slope: 0.2)
    func normalized(_ layer: any Layer, _ channels: Int, _ activation: Activation?) -> [any Layer] {
      [layer, normalization.layer(channels)] + (activation.map { [Activate($0)] } ?? [])
    }
    var seeds = Seeds(RandomStream(key: 4))
    let grouped = Sequential(
      NormalizedConvolution2D(3, 4, size: 3, stride: 2, normalization, leaky, using: &seeds),
      LayerGroup(repeated: 2) {
        NormalizedConvolution2D(4, 4, size: 3, normalization, using: &seeds)
      }, Dropout(0.5),
      NormalizedConvolutionTranspose2D(4, 2, size: 4, normalization, leaky, using: &seeds))
    seeds = Seeds(RandomStream(key: 4))
    let first = Convolution2D(3, 4, size: 3, stride: 2, usesBias: false, using: &seeds)
    let middle = (0..<2).map { _ in Convolution2D(4, 4, size: 3, usesBias: false, using: &seeds) }
    let last = ConvolutionTranspose2D(4, 2, size: 4, usesBias: false, using: &seeds)
    let alone = Sequential(
      normalized(first, 4, leaky) + middle.flatMap { normalized($0, 4, nil) } + [Dropout(0.5)]
        + normalized(last, 2, leaky))
    #expect(grouped.variables.map(\.name) == alone.variables.map(\.name))
    let x = Tensor.normal([2, 6, 4, 3], using: RandomStream(key: 5))
    let phase = Phase.training(RandomStream(key: 7, step: 3))
    #expect(grouped(x, phase).values == alone(x, phase).values)
    // A group by itself, as a network may hold it.
    let group = NormalizedConvolution2D(3, 4, size: 3, normalization, leaky, using: &seeds)
    #expect(group.variables.map(\.name).contains("convolution2D1/weights"))
    #expect(group(x, phase).shape == [2, 6, 4, 4])
  }
}
