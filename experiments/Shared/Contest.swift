import Kernels
import Layers
import Notebooks
import Tensors

//: What is the same for every loss: in each turn the discriminator makes some steps and then the generator, each with a
//: new batch of digits and new codes. Pictures are drawn by an average of the generator's parameters, which training
//: itself never sees.

struct Contest {
  let generator: ConvolutionalGenerator, discriminator: ConvolutionalDiscriminator
  let average: ExponentialMovingAverage<ConvolutionalGenerator>
  let batches: BatchSource
  let images: (Batch) -> Tensor
  let codes: (Int, RandomStream) -> Tensor
  let noise: RandomStream

  func train(
    _ name: String, in lab: Lab, turns: Int, period: Int, line: Int,
    optimizers: (generator: any Optimizer, discriminator: any Optimizer),
    learningRate: LearningRateSchedule, steps: (discriminator: Int, generator: Int),
    generatorLoss: @escaping (_ pictures: Tensor) -> Tensor,
    discriminatorLoss:
      @escaping (
        _ images: Tensor, _ pictures: Tensor, _ noise: RandomStream
      ) throws -> Tensor,
    afterDiscriminatorStep constrain: @escaping () -> Void = {},
    afterPeriod: (_ turnsDone: Int) throws -> Void = { _ in },
    atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    func pictures(of batch: Batch) -> Tensor {
      generator(codes(batch.size, batch.stream(noise)), .training(noise))
    }
    try lab.train(
      turns: turns, period: period, losses: name, saving: [average, batches],
      discriminator: Turn(
        of: (optimizers.discriminator, learningRate), atMost: steps.discriminator
      ) {
        let batch = batches.next()
        let loss = try discriminatorLoss(
          images(batch), pictures(of: batch).detached, batch.stream(noise).child(1))
        try optimizers.discriminator.minimize(loss)
        constrain()
        return loss.scalar
      },
      generator: Turn(of: (optimizers.generator, learningRate), atMost: steps.generator) {
        let loss = generatorLoss(pictures(of: batches.next()))
        try optimizers.generator.minimize(loss)
        average.update()
        return loss.scalar
      }, line: line, afterPeriod: afterPeriod, atFrame: atFrame)
  }
}
