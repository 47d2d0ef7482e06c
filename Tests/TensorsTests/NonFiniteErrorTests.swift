import Tensors
import Testing

/// The first infinity or NaN is reported with the operation that made it.
@Suite struct NonFiniteErrorTests {
  func error(of loss: Tensor, for parameters: [Parameter]) -> NonFiniteError? {
    do {
      _ = try gradients(of: loss, for: parameters)
      return nil
    } catch {
      return error
    }
  }

  @Test func namesTheFirstOperationWhoseResultOverflows() {
    let x = Parameter(Tensor([2], [1, 100]))
    let found = error(of: (x.tensor.exponential() * x.tensor).mean(), for: [x])
    #expect(found?.operation == "exponential()")
    #expect(found?.isGradient == false)
    #expect(
      "\(found.map(\.description) ?? "")"
        == "the result of exponential() is infinite or not a number")
  }

  @Test func namesALayer() {
    let weights = Parameter(Tensor([2, 2], repeating: 3e38))
    let bias = Parameter(Tensor([2], repeating: 0))
    let output = Tensor([1, 2], [1, 1]).dense(weights: weights.tensor, bias: bias.tensor)
    let found = error(of: output.clamped(to: 0...1).sum(), for: [weights, bias])
    // The sum is finite again, so nothing is wrong with the loss; without the clamp it is.
    #expect(found == nil)
    #expect(
      error(of: output.sum(), for: [weights])?.operation == "dense(weights:bias:activation:)")
  }

  @Test func namesTheOperationWhoseGradientOverflows() {
    let x = Parameter(Tensor([2], [1, .leastNormalMagnitude / 10]))
    let found = error(of: x.tensor.scaled(by: 1).logarithm().sum(), for: [x])
    #expect(found?.operation == "logarithm(plus:)")
    #expect(found?.isGradient == true)
    #expect(found?.description.contains("the gradient of logarithm(plus:)") == true)
  }

  @Test func blamesTheSumOfUsesAndNotWhatComesAfterIt() {
    let x = Parameter(Tensor([1], [0]))
    let small = x.tensor.scaled(by: 0.5)
    let loss = (small.scaled(by: 3e38) + small.scaled(by: 3e38)).sum()
    let found = error(of: loss, for: [x])
    #expect(found?.operation == "a tensor used more than once")
    #expect(found?.isGradient == true)
  }

  @Test(arguments: [Float.nan, .infinity])
  func aParameterThatIsNotFiniteIsSeen(value: Float) {
    let x = Parameter(Tensor([2], [1, value]))
    #expect(error(of: x.tensor.activated(.tanh).sum() + x.tensor.sum(), for: [x]) != nil)
    #expect(!x.value.isFinite)
  }

  @Test func finiteNumbersPass() {
    let x = Parameter(Tensor([2], [.greatestFiniteMagnitude, .leastNonzeroMagnitude]))
    #expect(error(of: x.tensor.sum(), for: [x]) == nil)
    #expect(x.value.isFinite)
  }
}
