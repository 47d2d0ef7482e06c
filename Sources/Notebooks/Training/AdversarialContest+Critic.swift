import Layers
import Tensors

extension AdversarialContest {
  /// Logs what a critic says of digits and of the generator's pictures: `<name>/wasserstein/train` and `<name>/wasserstein/test`, how far its
  /// mean scores of digits lie above that of pictures, and `<name>/gradient`, the mean length of its gradient at points on lines
  /// from training digits to pictures.
  ///
  /// - Parameters:
  ///   - train: training digits, pixels in [0, 1], [n, values].
  ///   - test: digits that are not trained on, as many.
  ///   - codes: codes of as many pictures.
  ///   - turn: the number of turns done.
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  /// - Throws: `NonFiniteError` where the gradient is infinite or NaN.
  public func logCritic(
    train: Tensor, test: Tensor, codes: Tensor, turn: Int, line: Int = #line
  ) throws(NonFiniteError) {
    let score = { discriminator($0, .inference) }
    let pictures = generator(codes, .inference), digits = networkImages(train)
    let ofPictures = Double(score(pictures).mean().scalar)
    let between = interpolated(digits, pictures, using: lab.stream("\(name) between"))
    let lengths = try gradientNorms(at: between, of: score)
    lab.describe([
      "\(name)/wasserstein/train": "Mean score of training digits less that of pictures",
      "\(name)/wasserstein/test": "Mean score of test digits less that of pictures",
      "\(name)/gradient":
        "Mean length of the score's gradient between training digits and pictures",
    ])
    lab.log(
      [
        "\(name)/wasserstein/train": Double(score(digits).mean().scalar) - ofPictures,
        "\(name)/wasserstein/test": Double(score(networkImages(test)).mean().scalar) - ofPictures,
        "\(name)/gradient": Double(lengths.mean().scalar),
      ], step: turn, line: line)
  }

  /// Leaves a critic's scores along lines from digits through pictures in the log: places at `<name>/line/places`, 0 at the digits and 1 at
  /// the pictures and as far again on either side, and mean scores at `<name>/line/scores`, 0 at the digits, in units of the last
  /// logged length of its gradient.
  ///
  /// - Parameters:
  ///   - digits: pixels in [0, 1], [n, values].
  ///   - codes: codes of as many pictures.
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func recordLine(from digits: Tensor, codes: Tensor, line: Int = #line) {
    let places = (0...60).map { Float($0) / 20 - 1 }
    let start = networkImages(digits), way = generator(codes, .inference) - start
    let scores = places.map { discriminator(start + $0 * way, .inference).mean().scalar }
    let unit = Float(lab.record.series("\(name)/gradient").last ?? 1)
    lab.record(
      places, at: "\(name)/line/places", shape: [places.count],
      description: "Places on the lines, 0 at digits and 1 at pictures [place]", line: line)
    lab.record(
      scores.map { ($0 - scores[20]) / unit }, at: "\(name)/line/scores", shape: [places.count],
      description: "Mean score of the critic, in units of its gradient's mean length [place]",
      line: line)
  }
}
