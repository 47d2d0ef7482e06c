import Kernels
import Tensors

/// A step of a network that maps one tensor to another, with parameters of its own or without.
public protocol Layer: AnyObject {
  /// Applies the layer.
  ///
  /// - Parameters:
  ///   - x: a batch; its first axis counts the examples.
  ///   - phase: whether the network is being trained, which dropout and batch normalisation ask.
  func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor

  /// Applies the layer, a dropout after it, if given, and then perhaps a max-pooling, with fewer passes through memory; nil if this
  /// layer cannot. The bits are those of one after the other.
  func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor?

  /// The tensors that the layer keeps, in a fixed order.
  var variables: [Variable] { get }
}

extension Layer {
  /// None: most layers only compute.
  public var variables: [Variable] { [] }

  /// Nil: few layers know what follows them.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? { nil }
}

/// What a pass through a network is for.
public enum Phase: Sendable {
  /// Training; the stream, at the step's number, decides what is dropped in this pass.
  case training(RandomStream)
  /// Use of a network as it is.
  case inference

  /// The phase for part `index` of a network: parts draw from streams of their own.
  public func child(_ index: Int) -> Phase {
    switch self {
    case .training(let stream): .training(stream.child(UInt64(index)))
    case .inference: .inference
    }
  }
}

/// A tensor that a layer keeps, under a name that is unique within the network.
public struct Variable {
  /// Path within the network: `weights` in a layer, `hidden.dense1/weights` in a network.
  public var name: String
  /// The tensor.
  public let parameter: Parameter
  /// Whether optimisers move it; running statistics they do not.
  public let isTrainable: Bool
  /// What the axes are, such as `[in, out]`.
  public let axes: String

  /// Names a tensor.
  public init(_ name: String, _ parameter: Parameter, axes: String, isTrainable: Bool = true) {
    self.name = name
    self.parameter = parameter
    self.axes = axes
    self.isTrainable = isTrainable
  }

  /// The same tensor as part of something called `owner`: one slash however deep, so that a name is
  /// always a layer's path and a tensor's name.
  func inside(_ owner: String) -> Variable {
    var variable = self
    variable.name = owner + (name.contains("/") ? "." : "/") + name
    return variable
  }
}
