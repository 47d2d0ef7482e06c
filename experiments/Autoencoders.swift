import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Autoencoders
//:
//: A digit is 784 numbers, but few pictures of 784 numbers are digits. So fewer should do. An **autoencoder** finds
//: them by itself: it is asked for nothing but its own input, and has to send it through a bottleneck, the **code**,
//: here of 49 numbers. Whatever it learns about digits it learns to get through.
//:
//: Seven of them follow: three that reconstruct ever better (the deep one after Hinton and Salakhutdinov, 2006), one that takes noise
//: away, two that pay for the numbers of their code, and one without any nonlinearity, which finds what statistics has known since 1901
//: (Pearson). At the end stands a failure, from which the variational autoencoder starts.

struct Autoencoders: Notebook {
  static let name = "autoencoders"
  static let title = "Autoencoders"
  static let summary = "Digits squeezed into 49 numbers, and what that is good for"
  static let articles = [
    Article(
      "Surtsukov", 2017, "Автоэнкодеры в Keras, часть 1: введение",
      "https://msurtsukov.github.io/AE1/",
      items: [
        .number("Test loss of the dense autoencoder", "0.0777 nats per pixel", "dense/test"),
        .number("Test loss of the deep one", "0.0720 nats per pixel", "deep/test"),
        .number(
          "Test loss of the convolutional one", "0.0693 nats per pixel", "convolutional/test"),
      ]),
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)"),
  ]
  static let references = [
    Citation(
      "Pearson", 1901,
      "On lines and planes of closest fit to systems of points in space",
      "https://doi.org/10.1080/14786440109462720"),
    Citation(
      "Eckart and Young", 1936,
      "The approximation of one matrix by another of lower rank",
      "https://doi.org/10.1007/BF02288367"),
    Citation(
      "Baldi and Hornik", 1989,
      "Neural networks and principal component analysis: learning from examples without local minima",
      "https://doi.org/10.1016/0893-6080(89)90014-2"),
    Citation(
      "Hinton and Salakhutdinov", 2006,
      "Reducing the dimensionality of data with neural networks",
      "https://doi.org/10.1126/science.1127647"),
    Citation(
      "Vincent and others", 2008,
      "Extracting and composing robust features with denoising autoencoders",
      "https://doi.org/10.1145/1390156.1390294"),
  ]
  static let minutes = Minutes(smoke: 0.06, standard: 2.9, article: 10)
  static let sourcePath = #filePath

  @Setting("numbers of a code", in: 2...512)
  var latent = 49
  @Setting("epochs, passes over the training digits", smoke: 1, article: 50, in: 1...10_000)
  var epochs = 16
  @Setting(
    "epochs of the denoising, the sparse and the linear autoencoders", smoke: 1, article: 50,
    in: 1...10_000)
  var furtherEpochs = 6
  @Setting("batch size, digits in a training step", article: 256, in: 1...10_000)
  var batchSize = 64
  @Setting("training digits, from the first on", smoke: 2000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("learning rate of Adam", article: 1e-3, in: 0...1)
  var learningRate = 2e-3
  @Setting(
    "fraction of the steps after which the learning rate falls linearly to 0", article: 1, in: 0...1
  )
  var decayStart = 0.3
  @Setting("standard deviation of the noise that is to be taken away", in: 0...10)
  var noiseDeviation: Float = 0.5
  @Setting("units of the sparse and the linear autoencoders", in: 2...512)
  var units = 32
  @Setting("weight of the penalty on the sparse autoencoders' codes", article: 1e-5, in: 0...1)
  var penalty: Float = 4e-5
  var work: Double {
    // A step also takes as long as 20 digits more, for the optimiser.
    (Double(epochs) + Double(furtherEpochs)) * Double(trainingDigits) * (1 + 20 / Double(batchSize))
  }
}

//: ## Networks
//:
//:include Shared/Autoencoder.swift
//:
//: The shallowest one has a single layer on either side. The deep one has three, of 196, 98 and 49 numbers. The
//: convolutional one knows that pixels have neighbours: it halves the picture twice, and its decoder doubles it twice.
//:
//: > Where the article differs. Its convolutional code is a map of 7 × 7 numbers, made by a convolution, so each number
//: > stands for a region. Here dense layers make the code and unfold it, so each may stand for anything in the picture.

extension Autoencoder {
  convenience init(convolutional shape: ImageShape, latent: Int, using seeds: inout Seeds) {
    let (rows, columns) = (shape.height / 4, shape.width / 4)
    let encoder = Sequential(
      Reshape([shape.height, shape.width, shape.channels]),
      Convolution2D(shape.channels, 16, size: 5, stride: 2, .relu, using: &seeds),
      Convolution2D(16, 32, size: 3, stride: 2, .relu, using: &seeds), Flatten(),
      Dense(rows * columns * 32, latent, using: &seeds))
    let decoder = Sequential(
      Dense(latent, rows * columns * 32, .relu, using: &seeds), Reshape([rows, columns, 32]),
      UpSampledConvolution2D(32, 16, size: 3, .relu, using: &seeds),
      UpSampledConvolution2D(16, shape.channels, size: 5, using: &seeds), Flatten())
    self.init(encoder: encoder, decoder: decoder)
  }
}

//: ## Training
//:
//: The loss is the binary cross-entropy of the pixels. It does not go down to 0: a pixel of grey level $x$ that is
//: reconstructed exactly still costs $-x \log x - (1 - x) \log(1 - x)$. That floor is what one should compare with.
//:
//: All three networks see the same batches, and one optimiser moves them: Adam treats every parameter by itself, so
//: it is as if each network had its own. The standard profile takes smaller batches than the article, a higher rate
//: that falls to zero, and a fraction of the epochs.

extension Autoencoders {
  func rates(epochs: Int, over count: Int) -> LearningRateSchedule {
    .linear(from: learningRate, steps: epochs * (count / batchSize), after: decayStart)
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .sides(multipleOf: 4, mostValues: 4096))
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(trainingDigits)
    let (shape, pixels) = (digits.shape, digits.shape.size)
    let images = test.tensor, few = test.prefix(10).tensor
    var seeds = Seeds(lab.stream("weights"))
    let dense = Autoencoder(pixels: pixels, latent: latent, code: .relu, using: &seeds)
    let deep = Autoencoder(
      pixels: pixels, hidden: [4 * latent, 2 * latent], latent: latent, using: &seeds)
    let convolutional = Autoencoder(convolutional: shape, latent: latent, using: &seeds)
    let models = [("dense", dense), ("deep", deep), ("convolutional", convolutional)]
    let adam = Adam(for: dense, deep, convolutional, learningRate: 0)
    let rates = rates(epochs: epochs, over: train.count)

    for name in ["dense", "deep", "convolutional", "averaged", "summed"] {  //hide
      lab.describe(
        [
          "\(name)/train": "Cross-entropy of training digits, mean over an epoch",
          "\(name)/test": "Cross-entropy of the test digits",
        ], unit: "nats per pixel")
    }  //hide
    lab.describe(["floor/test": "Entropy of the test digits' pixels"], unit: "nats per pixel")
    try lab.train(adam, on: train, batchSize: batchSize, epochs: epochs) { batch in
      adam.learningRate = rates(batch.step)
      let losses = models.map { $0.1.loss(of: batch.images) }
      try adam.minimize(losses[0] + losses[1] + losses[2])
      return [
        "dense/train": losses[0].scalar, "deep/train": losses[1].scalar,
        "convolutional/train": losses[2].scalar,
      ]
    } afterEpoch: { epoch in
      for (name, model) in models {
        lab.log("\(name)/test", testLoss(of: model, images), step: epoch)
      }
    }

    let floor = crossEntropyLoss(probabilities: images, expected: images, reduction: .mean).scalar
    lab.log("floor/test", floor, step: epochs)
    lab.plot(
      "learning", "Test loss over the epochs, and the floor",
      ["dense/test": "dense", "deep/test": "deep", "convolutional/test": "convolutional"],
      guides: [.init("floor", at: Double(floor))], title: "Test loss", x: "epoch",
      y: lab.axis("nats per pixel", aroundLastOf: "floor/test", "dense/test", "deep/test"))
    lab.testLosses(of: models, floor: floor)
    for ((name, _), article) in zip(models, [0.0777, 0.0720, 0.0693]) {
      lab.claim(
        "The \(name) autoencoder comes within 1 % of the article's \(article)", "\(name)/test",
        .atMost(1.01 * article), unless: digits.besidesArticle)
    }
    lab.claim("Convolutions beat mere depth", "convolutional/test", .below("deep/test"))

    //: ## Reconstructions
    //:
    //: From 49 numbers each. What differs is mostly in thin strokes, which become fainter, and in small loops, which fill; most with
    //: the dense autoencoder.

    lab.images(
      "reconstructions", "Test digits above their reconstructions",
      rows: [
        "digit": few, "dense": dense.reconstructions(few), "deep": deep.reconstructions(few),
        "convolutional": convolutional.reconstructions(few),
      ])

    //: ## Noise, a penalty, and no nonlinearity
    //:
    //: Four more networks are trained together. The **denoising** autoencoder (Vincent and others, 2008) is the
    //: convolutional one again; it sees digits with normal noise, clipped to grey levels, and is asked for the digits
    //: without.
    //:
    //: The two **sparse** ones are dense with 32 units, and pay for every unit that is at work: a weight times the
    //: sum of the code. How that sum is normalised is easily overlooked. One pays for the mean over the digits of a
    //: batch, the other for their sum, as Keras did when the article was written; there the weight depends on the
    //: size of the batch. Ours is a quarter of the article's, so the weight is four times as large.
    //:
    //: The **linear** one has 32 units, too, no activations, and the squared error for its loss. Where images have
    //: fewer than 128 values it has a quarter as many, as have the sparse ones.

    let denoising = Autoencoder(convolutional: shape, latent: latent, using: &seeds)
    let units = min(units, pixels / 4)
    let averaged = Autoencoder(pixels: pixels, latent: units, code: .relu, using: &seeds)
    let summed = Autoencoder(pixels: pixels, latent: units, code: .relu, using: &seeds)
    let linear = Autoencoder(pixels: pixels, latent: units, using: &seeds)
    let further = Adam(for: denoising, averaged, summed, linear, learningRate: 0)
    let batches = try BatchSource(train, batchSize: batchSize, using: lab.stream("further"))
    let steps = furtherEpochs * (train.count / batchSize)
    let furtherRates = self.rates(epochs: furtherEpochs, over: train.count)
    let noise = lab.stream("noise"), testNoise = lab.stream("test noise")
    let noisy = noised(few, using: testNoise)

    lab.describe(
      ["denoising/train": "Cross-entropy of training digits without noise, mean over a period"],
      unit: "nats per pixel")
    lab.describe(["linear/train": "Squared error of a training digit, mean over a period"])
    try lab.train(
      iterations: steps, period: max(1, steps / 200), unit: "step",
      saving: [further, denoising, averaged, summed, linear, batches]
    ) { done in
      further.learningRate = furtherRates(done)
      let batch = batches.next(), images = batch.images
      let denoised = denoising.loss(of: images, from: noised(images, using: batch.stream(noise)))
      let ofAveraged = sparseLoss(of: images, by: averaged, payers: batch.size)
      let ofSummed = sparseLoss(of: images, by: summed, payers: 1)
      let error = squaredErrorLoss(
        predicted: linear.logits(images), expected: images, reduction: .perExample)
      try further.minimize(denoised + ofAveraged + ofSummed + error)
      return ["denoising/train": denoised.scalar, "linear/train": error.scalar]
    } atFrame: { step in
      lab.appendImages(
        "noise", [noisy, denoising.reconstructions(noisy)].concatenated(along: 0), step: step,
        "Noisy test digits, and what the denoising autoencoder makes of them")
    }

    //: ## Noise goes away
    //:
    //: While training. The noisy digits in the upper row stay the same, and none of them has been trained on.

    lab.animation(
      "noise", caption: "Noise goes away while the autoencoder learns",
      .digits(.each("noise/images"), columns: few.shape[0], rowLabels: ["noisy", "denoised"]),
      steps: "noise/steps", unit: "step", delay: 40, isCover: true)

    //: An autoencoder that was never shown noise neither keeps it nor takes it away. Noisy pictures are far from all that it was
    //: trained on, and what it makes of them is farther from the digit than the noisy picture is. The table has the squared
    //: error against the digit without noise, over all test digits.

    lab.images(
      "denoised", "Test digits, with noise, and without it again",
      rows: [
        "digit": few, "noisy": noisy, "denoising": denoising.reconstructions(noisy),
        "never shown noise": convolutional.reconstructions(noisy),
      ])
    let allNoisy = noised(images, using: testNoise)
    for (name, pictures) in [
      ("noisy", allNoisy), ("denoised", allNoisy.mapRows(denoising.reconstructions)),
      ("plain", allNoisy.mapRows(convolutional.reconstructions)),
    ] {
      let error = squaredErrorLoss(predicted: pictures, expected: images, reduction: .mean)
      lab.metric("noise/\(name)", error.scalar, "Mean squared error of a pixel", better: .less)
    }
    lab.claim("A seventh of the noise stays", "noise/denoised", .atMost(1 / 7.0, of: "noise/noisy"))
    lab.claim("One never shown noise makes it worse", "noise/noisy", .below("noise/plain"))

    //: ## How many units are dead?
    //:
    //: A unit with ReLU that is 0 for all digits has no gradient, and will never be anything else: it is **dead**. Summed, the penalty
    //: kills most units, and those that live are at work for most digits; so the code has many zeros, but always at the same
    //: places. Averaged, the same weight does next to nothing. Neither code is sparse in the sense that is wanted, a few units for
    //: each digit and others for the next one; no weight between the two was tried.

    lab.units(
      "penalty", ["averaged": averaged.encoder(images), "summed": summed.encoder(images)])
    let sparse = [("averaged", averaged), ("summed", summed)]
    for (name, model) in sparse {
      lab.log("\(name)/test", testLoss(of: model, images), step: steps)
    }
    lab.testLosses(of: sparse, floor: floor)
    lab.claim("The summed penalty kills half", "summed/dead", .atLeast(Double(units) / 2))
    lab.claim("The averaged one at most a quarter", "averaged/dead", .atMost(Double(units) / 4))

    //: ## Linear autoencoders and principal components
    //:
    //: **Principal components** are the directions in which the digits vary most. No affine map to 32 numbers and
    //: back has a smaller squared error than the projection on the first 32 of them (Eckart and Young, 1936). A
    //: linear autoencoder can do no better, and nothing keeps it from doing as well: the pictures that it can draw
    //: should be the same subspace, though its units are any basis of it (Baldi and Hornik, 1989). Principal angles tell how far two
    //: subspaces are apart.

    let components = lab.principalComponents(
      of: train.tensor, besideLinear: linear.decoderWeights, reconstruct: linear.logits)
    lab.claim("The error is the least, within 0.3 %", "linear/ratio", .within(0.99999...1.003))
    lab.claim("The mean angle is at most 3 degrees", "linear/mean-angle", .atMost(3))

    //: The greatest angle is the last to become small, and it may be many times the mean although the error is the least one. Turned
    //: by an angle $\theta$ from component 32 towards component 33, a subspace loses
    //: $(\lambda_{32} - \lambda_{33}) \sin^2 \theta$ of the variance: at most the share `components/gap` of the last component's.
    //: Where that is little, the loss hardly tells the two directions apart, and the greatest angle says more about them than about
    //: the training.

    //: ## What the units draw
    //:
    //: The decoder's weights: a picture for each of the sixteen units that work most, and for the first sixteen components. Blue
    //: adds ink, orange takes it away. Where the summed penalty has left few units, each draws nearly a whole digit, and dead units
    //: still have the random weights that they began with. The units of the other dense decoders draw patterns of strokes and gaps.
    //: The linear ones' pictures are mixtures of components.

    let shown = min(16, latent, units)
    lab.filters(
      "filters", "Weights of the decoders' busiest units, and principal components",
      rows: [
        "dense": dense.filters(shown, of: images), "averaged": averaged.filters(shown, of: images),
        "summed": summed.filters(shown, of: images), "linear": linear.filters(shown, of: images),
        "component": components.basis.firstRows(shown),
      ])

    //: ## Codes nobody sent
    //:
    //: A decoder makes a picture of any code. Could one draw new digits that way? Below are codes of the deep
    //: autoencoder, the first two of their coordinates, and beside them random ones: normal, with the same mean and deviation in each
    //: coordinate, but independent of each other. In two coordinates both look alike. Yet the judge is sure of far fewer of the
    //: pictures than of digits, and hardly any of the digits' variety is among them (rows *confident readings* and *recall*).
    //: Precision alone would tell less. Many random codes lie where no digit has its code, and there the decoder was never trained.

    let codes = deep.encoder(images)
    let random = lab.randomCodes(10_000, "codes", like: codes, labels: test.labels)
    let samples = random.mapRows(deep.images)
    lab.samples(samples, "Pictures decoded from random codes", rows: 4)
    let quality = try lab.yardstick(for: digits).quality(of: deep.images(codes))
    lab.metric(
      "reconstructions/frechet-distance", quality.frechetDistance, "The same of reconstructions")
    try lab.evaluate(samples: samples, against: digits, latent: latent)
    lab.claim(
      "Pictures of random codes are at least ten times as far from digits as reconstructions",
      "quality/frechet-distance", .atLeast(10, of: "reconstructions/frechet-distance"))
    lab.claim("At most half are read with confidence", "quality/confident-readings", .atMost(0.5))

    //: So somebody has to see to it that codes lie where one can draw them. That is what the
    //: [variational autoencoder](../vae/report.md) does.

    for (name, model) in models + [("denoising", denoising), ("linear", linear)] + sparse {
      lab.save(Autoencoder.Half(model.encoder), as: "\(name)-encoder", taking: ["digits": [pixels]])
      {
        ["codes": model.encoder($0[0])]
      }
      lab.save(
        Autoencoder.Half(model.decoder), as: "\(name)-decoder",
        taking: ["codes": [["averaged", "summed", "linear"].contains(name) ? units : latent]]
      ) {
        let logits = model.decoder($0[0])
        return ["pictures": name == "linear" ? logits : logits.activated(.sigmoid)]
      }
    }
  }
}

//: The test loss, the noise, the penalty, and what a unit draws:

extension Autoencoders {
  func testLoss(of model: Autoencoder, _ images: Tensor) -> Float {
    let logits = images.mapRows(model.logits)
    return crossEntropyLoss(logits: logits, expected: images, reduction: .mean).scalar
  }

  func noised(_ images: Tensor, using stream: RandomStream) -> Tensor {
    (images + noiseDeviation * .normal(images.shape, using: stream)).clamped(to: 0...1)
  }

  /// The loss and the penalty, shared by so many `payers`; ReLU leaves no negative numbers in the code.
  func sparseLoss(of images: Tensor, by model: Autoencoder, payers: Int) -> Tensor {
    model.loss(of: images) + penalty / Float(payers) * model.encoder(images).sum()
  }
}

extension Autoencoder {
  /// The weights of a decoder of one layer, [units, pixels].
  var decoderWeights: Tensor { decoder.variables[0].parameter.value }

  /// Those of the units that work most on some images.
  func filters(_ count: Int, of images: Tensor) -> Tensor {
    decoderWeights.busiest(count, by: encoder(images))
  }
}
