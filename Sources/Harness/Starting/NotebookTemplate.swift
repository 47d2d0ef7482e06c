/// A notebook to start from: a network, its training, a figure and a claim.
struct NotebookTemplate {
  /// The name on the command line: lower-case words joined by hyphens.
  let name: String

  /// The name of the Swift type and, with `.swift`, of the file: `MyNet` for `my-net`.
  var type: String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The title: `My net`.
  private var title: String {
    let words = name.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The source. `Tests/ExperimentsTests/Example/Starter.swift` is that of `starter`, so it compiles and runs.
  var source: String {
    """
    import Digits
    import Layers
    import Notebooks
    import Tensors

    //: # \(title)
    //:
    //: What is shown, and why anybody should care: two or three sentences. Lines with this mark are prose in Markdown, everything
    //: else is code, and the report shows both.

    struct \(type): Notebook {
      static let name = "\(name)"
      static let title = "\(title)"
      static let summary = "One line for the list of notebooks"
      static let minutes = Minutes(smoke: 0.02, standard: 0.1, article: 0.1)
      static let sourcePath = #filePath

      @Setting("epochs, passes over the training digits", in: 1...100)
      var epochs = 3
      @Setting("training digits, from the first on", smoke: 5000, in: 100...60_000)
      var trainingDigits = 20_000
      @Setting("neurons of the hidden layer", in: 1...4096)
      var neurons = 128
    }

    //: ## The model
    //:
    //: Two dense layers give a logit for every label.

    extension \(type) {
      final class Model: Network {
        let layers: Sequential

        init(pixels: Int, neurons: Int, classes: Int, using seeds: inout Seeds) {
          layers = Sequential(
            Dense(pixels, neurons, .relu, using: &seeds), Dropout(0.2),
            Dense(neurons, classes, using: &seeds))
        }

        func callAsFunction(_ pictures: Tensor, _ phase: Phase) -> Tensor { layers(pictures, phase) }
      }
    }

    //: ## Training
    //:
    //: Adam minimises the cross-entropy of the labels. Every random number comes from a stream with a name.

    extension \(type) {
      func run(in lab: Lab) throws {
        let digits = try lab.digits(labels: 2...256, images: .any)
        let pixels = digits.shape.size, dropout = lab.stream("dropout")
        var seeds = Seeds(lab.stream("weights"))
        let model = Model(
          pixels: pixels, neurons: neurons, classes: digits.classes, using: &seeds)
        let adam = Adam(for: model, learningRate: 1e-3)

        try lab.train(
          adam, on: digits.train.prefix(trainingDigits), batchSize: 100, epochs: epochs
        ) { batch in
          let loss = softmaxCrossEntropyLoss(
            logits: model(batch.images, .training(batch.stream(dropout))),
            expected: .oneHot(batch.labels, classes: digits.classes), reduction: .mean)
          try adam.minimize(loss)
          return ["loss": loss.scalar]
        } afterEpoch: { epoch in
          let logits = digits.test.tensor.mapRows { model($0, .inference) }
          lab.log("accuracy", accuracy(logits: logits, labels: digits.test.labels), step: epoch)
        }

        //: ## Results
        //:
        //: The share of the test digits that it reads right, after each epoch. Let the prose say what to look for, and claims
        //: what comes out.

        lab.plot(
          "accuracy", "Test digits that are read right", ["accuracy": "test"], x: "epoch",
          y: PlotAxis("share", 0...1))
        lab.metric("accuracy", unit: "share", "Test digits that are read right", better: .more)
        lab.claim("Half of the digits are read right", "accuracy", .atLeast(0.5))
        lab.save(model, as: "model", taking: ["pictures": [pixels]]) {
          ["logits": model($0[0], .inference)]
        }
      }
    }

    """
  }
}
