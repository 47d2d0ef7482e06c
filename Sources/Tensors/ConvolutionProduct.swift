import Kernels

/// The product ∗ of images and a kernel, linear in either, with its two gradients.
///
/// The three of them are closed under differentiation: the pullbacks of each are the other two, with the operands and gradients
/// in other places. This holds for every way to compute a convolution, with any stride and padding.
struct ConvolutionProduct<Sizes: ConvolutionKernels>: Sendable {
  let sizes: Sizes
  /// The floating-point operations of each of the three.
  let operations: Int
  /// [n, height, width, in], [row, column, in, out] and [n, outHeight, outWidth, out].
  let imageShape: [Int], kernelShape: [Int], outputShape: [Int]

  /// images ∗ kernel, of the shape of the output.
  func forward(_ images: Tensor, _ kernel: Tensor) -> Tensor {
    Tensor.result(of: [images, kernel], shape: outputShape, operation: "a convolution") { output in
      images.engine.compute(operations: operations) {
        sizes.forward(images.pointer, kernel.pointer, into: output, .none, on: $0)
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0] ? imageGradient(gradient, kernel) : nil,
        isNeeded[1] ? kernelGradient(images, gradient) : nil,
      ]
    }
  }

  /// The gradient of the images, and of their shape, from that of the output.
  func imageGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    Tensor.result(
      of: [outputGradient, kernel], shape: imageShape, operation: "the gradient of a convolution"
    ) { output in
      kernel.engine.compute(operations: operations) {
        sizes.inputGradient(outputGradient.pointer, kernel.pointer, into: output, on: $0)
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0] ? forward(gradient, kernel) : nil,
        isNeeded[1] ? kernelGradient(gradient, outputGradient) : nil,
      ]
    }
  }

  /// The gradient of the kernel, and of its shape, from that of the output.
  func kernelGradient(_ images: Tensor, _ outputGradient: Tensor) -> Tensor {
    Tensor.result(
      of: [images, outputGradient], shape: kernelShape, operation: "the gradient of a convolution"
    ) { output in
      images.engine.compute(operations: operations) {
        sizes.kernelGradient(images.pointer, outputGradient.pointer, into: output, on: $0)
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0] ? imageGradient(outputGradient, gradient) : nil,
        isNeeded[1] ? forward(images, gradient) : nil,
      ]
    }
  }
}
