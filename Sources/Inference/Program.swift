import Kernels

/// A trained network, ready to be used: operations one after the other.
///
/// It is what a web page runs, as WebAssembly, and gives the same bits there as here and as the network itself: kernels are chosen by
/// the same shapes, and all arithmetic is theirs.
public final class Program {
  /// What is done, in order.
  public let operations: [Operation]
  /// The size of an input: of one row of numbers, or of an image.
  public let input: Shape
  /// The size of an output.
  public let output: Shape
  /// The length of a one-hot label; 0 where no operation takes labels.
  public let classes: Int
  private let shapes: [Shape]
  private let parameters: UnsafePointer<Float>
  private let workers: Workers
  private var rooms = [Room(), Room()]

  /// Puts a network together; nil where an operation does not fit the one before it.
  ///
  /// - Parameters:
  ///   - operations: layers in order, each of which takes what the one before it gives.
  ///   - input: the rows, columns and channels of one example.
  ///   - parameters: as many as all operations take, in their order; they must outlive the program.
  ///   - workers: the threads that share the work; their number changes no bit.
  public init?(
    _ operations: [Operation], input: Shape, parameters: UnsafePointer<Float>,
    on workers: Workers = Workers()
  ) {
    var shapes = [input]
    var classes = 0
    for operation in operations {
      guard let shape = operation.shape(after: shapes[shapes.count - 1]) else { return nil }
      shapes.append(shape)
      if case .labels(let count) = operation { classes = count }
    }
    self.operations = operations
    self.input = input
    self.shapes = shapes
    self.classes = classes
    output = shapes[shapes.count - 1]
    self.parameters = parameters
    self.workers = workers
  }

  /// Runs the network.
  ///
  /// - Parameters:
  ///   - count: the number of inputs, at least 1.
  ///   - inputs: [count, input].
  ///   - labels: [count], each below `classes`; not read where no operation takes labels.
  ///   - outputs: [count, output]; must not overlap the inputs.
  public func run(
    _ count: Int, _ inputs: UnsafePointer<Float>, labels: UnsafePointer<UInt8>,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    require(count > 0, "a program runs on at least one input")
    var parameters = self.parameters
    var source = inputs
    for (index, operation) in operations.enumerated() {
      let isLast = index == operations.count - 1
      let target =
        isLast ? outputs : rooms[index % 2].memory(count * shapes[index + 1].count)
      run(
        operation, count, shapes[index], source, parameters, labels: labels, into: target)
      parameters += operation.parameterCount
      source = UnsafePointer(target)
    }
    if operations.isEmpty { outputs.update(from: inputs, count: count * input.count) }
  }

  private func run(
    _ operation: Operation, _ count: Int, _ shape: Shape, _ x: UnsafePointer<Float>,
    _ parameters: UnsafePointer<Float>, labels: UnsafePointer<UInt8>,
    into y: UnsafeMutablePointer<Float>
  ) {
    let size = count * shape.count
    switch operation {
    case .dense(let inputs, let outputs, let activation):
      multiply(
        x, parameters, into: y, rows: count, columns: outputs, depth: inputs,
        Epilogue(bias: parameters + inputs * outputs, activation: activation), on: workers)
    case .convolution(let kernel, let stride, let inputs, let outputs, let activation):
      let sizes = Convolution(
        images: count, height: shape.height, width: shape.width, inChannels: inputs,
        outChannels: outputs, kernelHeight: kernel, kernelWidth: kernel, stride: stride)
      let epilogue = Epilogue(bias: parameters + sizes.kernelCount, activation: activation)
      if let winograd = sizes.winograd {
        winograd.forward(x, parameters, into: y, epilogue, on: workers)
      } else if let winograd = sizes.stridedWinograd {
        winograd.forward(x, parameters, into: y, epilogue, on: workers)
      } else {
        sizes.forward(x, parameters, into: y, epilogue, on: workers)
      }
    case .upSampledConvolution(let kernel, let inputs, let outputs, let activation):
      let sizes = UpSampledConvolution(
        images: count, height: shape.height, width: shape.width, inChannels: inputs,
        outChannels: outputs, kernelHeight: kernel, kernelWidth: kernel)
      let epilogue = Epilogue(bias: parameters + sizes.kernelCount, activation: activation)
      if let winograd = sizes.winograd {
        winograd.forward(x, parameters, into: y, epilogue, on: workers)
      } else {
        sizes.forward(x, parameters, into: y, epilogue, on: workers)
      }
    case .transposedConvolution(let kernel, let stride, let inputs, let outputs, let activation):
      let sizes = TransposedConvolution(
        images: count, height: shape.height, width: shape.width, inChannels: inputs,
        outChannels: outputs, kernelHeight: kernel, kernelWidth: kernel, stride: stride)
      let epilogue = Epilogue(bias: parameters + sizes.kernelCount, activation: activation)
      if let winograd = sizes.winograd {
        winograd.forward(x, parameters, into: y, epilogue, on: workers)
      } else {
        sizes.forward(x, parameters, into: y, epilogue, on: workers)
      }
    case .batchNormalization(let channels, let epsilon):
      ColumnNormalization(rows: size / channels, columns: channels, epsilon: epsilon).normalize(
        x, mean: parameters + 2 * channels, variance: parameters + 3 * channels, scale: parameters,
        offset: parameters + channels, into: y, on: workers)
    case .activation(let activation):
      Elementwise.activate(activation, x, into: y, count: size, on: workers)
    case .maxPooling:
      MaxPooling(
        images: count, height: shape.height, width: shape.width, channels: shape.channels
      ).forward(x, into: y, on: workers)
    case .upSampling:
      UpSampling(
        images: count, height: shape.height, width: shape.width, channels: shape.channels
      ).forward(x, into: y, on: workers)
    case .reshape: y.update(from: x, count: size)
    case .labels(let classes):
      join(x, labels, classes, pixels: shape.height * shape.width, count, shape.channels, into: y)
    case .scaling(let factor, let offset):
      Elementwise.scale(x, by: factor, plus: offset, into: y, count: size, on: workers)
    case .softmax:
      // The gradient of the cross-entropy from targets of 0.
      Softmax.crossEntropyPullback(
        [Float](repeating: 1, count: count), logits: x,
        targets: [Float](repeating: 0, count: size), into: y, rows: count, columns: shape.count,
        on: workers)
    case .packing:
      for image in 0..<count { pack(x + image * shape.count, shape, into: y + image * shape.count) }
    }
  }

  private func pack(
    _ x: UnsafePointer<Float>, _ shape: Shape, into y: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        (y + (column * shape.height + row) * shape.channels).update(
          from: x + (row * shape.width + column) * shape.channels, count: shape.channels)
      }
    }
  }

  private func join(
    _ x: UnsafePointer<Float>, _ labels: UnsafePointer<UInt8>, _ classes: Int, pixels: Int,
    _ count: Int, _ channels: Int, into y: UnsafeMutablePointer<Float>
  ) {
    for pixel in 0..<count * pixels {
      let target = y + pixel * (channels + classes)
      target.update(from: x + pixel * channels, count: channels)
      (target + channels).update(repeating: 0, count: classes)
      target[channels + Int(labels[pixel / pixels])] = 1
    }
  }

  /// Memory that grows.
  private final class Room {
    private var buffer = UnsafeMutablePointer<Float>.allocate(capacity: 1)
    private var capacity = 1

    deinit { buffer.deallocate() }

    func memory(_ count: Int) -> UnsafeMutablePointer<Float> {
      if count > capacity {
        buffer.deallocate()
        buffer = .allocate(capacity: count)
        capacity = count
      }
      return buffer
    }
  }
}
