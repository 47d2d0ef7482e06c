import Digits
import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// One step of `cyclegan` against PyTorch, on the same numbers.
@Suite struct CycleGANTests {
  @Test func aStepOfGeneratorsAndDiscriminators() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let notebook = CycleGAN()
    let toB = CycleGAN.Way(.digit, notebook, using: &seeds)
    let toA = CycleGAN.Way(.digit, notebook, using: &seeds)
    #expect(toB.generator.parameterCount == 13_809)
    #expect(toB.discriminator.parameterCount == 8785)
    StepFixture.install(in: toB.generator, seed: 100)
    StepFixture.install(in: toA.generator, seed: 200)
    StepFixture.install(in: toA.discriminator, seed: 300)
    StepFixture.install(in: toB.discriminator, seed: 400)

    let fixture = try StepFixture("cyclegan", in: "cyclegan")
    let (a, b) = (fixture.input(0, [3, 784]), fixture.input(1, [3, 784]))
    let losses = [toA.losses(from: b, to: a, back: toB), toB.losses(from: a, to: b, back: toA)]
    try fixture.expect("adversary", losses[0].adversary + losses[1].adversary)
    try fixture.expect("cycle", losses[0].cycle + losses[1].cycle)
    try fixture.expect("identity", losses[0].identity + losses[1].identity)
    let loss = notebook.generatorLoss(losses, (cycle: 10, identity: 5))
    try fixture.expect("to B", loss, moves: toB.generator)
    try fixture.expect("to A", loss, moves: toA.generator)
    let theirs =
      toA.discriminatorLoss(of: a, losses[0].pictures)
      + toB.discriminatorLoss(of: b, losses[1].pictures)
    try fixture.expect("judge A", theirs, moves: toA.discriminator)
    try fixture.expect("judge B", theirs, moves: toB.discriminator)
  }
}
