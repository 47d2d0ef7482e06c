import Evaluation
import Foundation
import Platform

/// `measures.md` beside the index: what the measures of samples are, for all reports together.
package enum MeasuresPage {
  /// The file's name.
  package static let name = "measures.md"

  /// Writes the page into the folder of the results, unless it is there as it should be.
  ///
  /// - Throws: `ResultsError` where the file cannot be written.
  package static func write(to output: String) throws {
    let path = "\(output)/\(name)"
    let bytes = Array(markdown.utf8)
    if FileManager.default.contents(atPath: path).map(Array.init) != bytes {
      try Files.replace(path, with: bytes)
    }
  }

  /// The page.
  package static var markdown: String {
    [
      introduction, judge, table, anchors, agreement, classification, confidence, frechet,
      precisionAndRecall, labels, pictures, copies, transfer, fidelity,
    ].joined(separator: "\n\n") + "\n"
  }

  private static let extent = Yardstick.Extent.standard
  private static let schedule = Judge.Schedule.standard

  private static var introduction: String {
    """
    # Measures

    How the reports measure the samples of a generative model. A sample is a picture of 28 × 28 pixels in [0, 1], 0 being \
    the ground. The first \(extent.pictures) samples are measured, and in the same way as many test digits, the *real \
    digits*: a figure of samples means something only beside theirs, and beside those of the anchors. The names of the \
    metrics begin with `quality/`, and where a notebook has several models with `quality/MODEL/`. `quality/real/…` are the \
    figures of real training digits, and `quality/latent` is the number of dimensions of the codes that the samples were \
    drawn from. All sums are in double precision but for the distances of precision and recall.

    No measure alone ranks models: each of them is content with something that is no good sample. They are to be read \
    together, and beside the pictures.

    At the smoke profile the judge and the number of pictures are so small that the figures mean nothing.
    """
  }

  private static var judge: String {
    """
    ## The judge

    The judge is a small convolutional classifier: two convolutions of 16 maps (5 × 5) and 32 maps (3 × 3), each followed \
    by max pooling (2 × 2) and ReLU, a dense layer of \(Judge.featureCount) neurons (leaky ReLU, slope 0.1), and the \
    logits of the labels. It is trained on the training digits by softmax cross-entropy, with Adam and dropout (rate \
    0.3) before the dense layer: \(schedule.epochs) epochs of at most \(schedule.digits) digits in batches of \
    \(schedule.batchSize), at a learning rate that falls linearly from \(schedule.learningRate) to 0.

    It is **never part of a loss**, and a function of the data set and of its version alone: every notebook and every seed \
    has the same judge. A picture is *read* as the most probable label; its *features* are the \
    \(Judge.featureCount) outputs of the dense layer. `judge-accuracy` is the share of test digits that are read right.
    """
  }

  private static var table: String {
    let rows: [(String, String, String)] = [
      ("label-agreement", "share, 0 to 1", "more is better"),
      ("worst-label-agreement", "share, 0 to 1", "more is better"),
      ("classification-accuracy", "share, 0 to 1", "more is better"),
      ("confident-readings", "share, 0 to 1", "more is better, up to that of real digits"),
      ("frechet-distance", "pure number, from 0", "less is better, down to `frechet-floor`"),
      (
        "plain-frechet-distance", "squared units of the features, from 0",
        "less is better, down to that of real digits"
      ),
      ("precision", "share, 0 to 1", "more is better, up to that of real digits"),
      ("recall", "share, 0 to 1", "more is better, up to that of real digits"),
      ("modes", "labels", "more is better"),
      ("label-divergence", "nats, from 0", "less is better"),
      ("sharpness", "relative to real digits", "1 is best"),
      ("diversity", "relative to real digits", "1 is best"),
      ("copies", "share, 0 to 1", "not above that of real digits"),
      ("nearest", "relative to real digits", "1 is best"),
    ]
    return "## Overview\n\n"
      + (["| metric | unit | direction |", "| --- | --- | --- |"]
      + rows.map { "| `\($0)` | \($1) | \($2) |" }).joined(separator: "\n")
  }

  private static var agreement: String {
    """
    ## Label agreement

    For a conditional model. `label-agreement` is the share of samples that are read as the label for which they were \
    generated; `worst-label-agreement` is the same share for the label where it is least, the lower of equals.
    """
  }

  private static var anchors: String {
    """
    ## Anchors

    Every table shows the same measures of *anchors*: \(extent.anchorPictures) pictures, all of training digits, that are known to \
    be good, or bad in one way. The labels asked for are the digits' own. They are measured once for a data set and a judge.

    | anchor | what it is | what it tells of a measure |
    | --- | --- | --- |
    | training digits | the first training digits | what the best of all samples would have |
    | without a label | the first training digits that do not have the greatest label | whether it sees that a label is missing |
    | repeated | the first \(Anchor.repeatedDigits) training digits, again and again | whether it sees that hardly anything new comes |
    | blurred | every pixel a mean of the 3 × 3 pixels around it, with the weights 1, 2, 1 in rows and columns | whether it sees a blur \
    that every reader reads through |
    | noisy | normal noise of deviation \(Anchor.noiseDeviation.short) added to every pixel, cut off at 0 and 1 | the same of noise |
    | thresholded | every pixel 0 or 1, whichever is nearer | whether it takes the greys of the strokes for what makes a digit |

    A measure in which a model beats one of these is no proof that its samples are better than them.
    """
  }

  private static var classification: String {
    """
    ## Classification accuracy score

    For a conditional model (Ravuri and Vinyals, 2019). A reader that is built as the judge is learns from nothing but the \
    samples and the labels that they were drawn for, \(extent.reader.epochs) epochs of at most \(extent.reader.digits) in batches of \
    \(extent.reader.batchSize), at a learning rate that falls linearly from \(extent.reader.learningRate) to 0, always from \
    the same initial weights. `classification-accuracy` is the share of test digits that it reads right.

    It takes samples that are legible, of the right label and as various as real ones; but what makes a hand likely is of no \
    account, for a reader may learn from pictures that no one would take for digits. A label that is missing costs its whole \
    share; repeated digits cost much; blur, noise and thresholds little.
    """
  }

  private static var confidence: String {
    """
    ## Confident readings

    `confident-readings` is the share of samples whose most probable label the judge holds to be \
    \(PictureFidelity.sureProbability.short) probable at least: samples that are no digit or between two of them are seldom \
    among them. The judge looks at one picture at a time, so missing labels and repeated digits do not lower it, and it may \
    be sure of what is no digit.
    """
  }

  private static var frechet: String {
    """
    ## Fréchet distances

    Both compare the features of the samples with those of the test digits. Both sets are described by \
    their means $\\mu_s, \\mu_r$ and covariances $\\Sigma_s, \\Sigma_r$ (over n − 1), as if they were Gaussian. \
    `plain-frechet-distance` is the squared distance of Fréchet in the features' own units, the formula of the Fréchet \
    inception distance (Heusel and others, 2017) on the features of another network:

    $$d^2 = \\lVert\\mu_s - \\mu_r\\rVert^2 + \\operatorname{tr}\\left(\\Sigma_s + \\Sigma_r - 2 (\\Sigma_s \\Sigma_r)^{1/2}\\right) .$$

    For `frechet-distance` the features are first *whitened*: a linear map $W$ makes the \
    real digits' covariance the identity, $W \\Sigma_r W^\\top = I$, so that the unit is the real digits' standard deviation \
    in each direction, and no invertible linear map of the features changes the result. Directions with less than \
    \(WhitenedFrechetDistance.leastVariance) of the greatest variance are left out. With $\\mu = W(\\mu_s - \\mu_r)$ and the \
    eigenvalues $\\lambda_i$ of $W \\Sigma_s W^\\top$ the squared Fréchet distance is

    $$d^2 = \\lVert\\mu\\rVert^2 + \\sum_i \\left(\\sqrt{\\lambda_i} - 1\\right)^2 .$$

    `frechet-floor` is the whitened one of as many training digits: samples cannot be expected to come nearer. Figures of \
    different data sets, or of different numbers of samples, do not compare.

    The plain distance is mostly that of the few directions in which the features vary most. The whitened one weighs all \
    directions alike, also those in which real digits hardly differ: on MNIST it makes more of noise and of thresholds than \
    of a missing label. Both know means and covariances alone: there a slight blur, through which every reader reads, is \
    farther from real digits than a hundred digits again and again.
    """
  }

  private static var precisionAndRecall: String {
    """
    ## Precision and recall

    Of Kynkäänniemi and others (2019). A set of pictures covers a part of the space of features: the balls around the features of \
    each picture that reach to the $k$-th nearest of the others, $k = \(FeatureManifold.neighbours)$. `precision` is the share of samples within a ball of \
    test digits, whose radii are distances between test digits; `recall` is the share of test digits within a ball of \
    samples, whose radii are distances between samples. Distances are Euclidean over the features as they are, in single \
    precision, and the edge belongs to the ball.

    Precision tells how many samples could be digits; a hundred digits again and again have as much of it as all others. Recall \
    tells how much of what digits can be the samples can be: it falls where a label is missing, and to nothing where a few \
    digits are repeated, whose balls are points. But a slight blur takes nearly all recall on MNIST, and one sample far from \
    all others has a large ball, so that recall may come from samples that are no digits. Both depend on the number of \
    pictures.
    """
  }

  private static var labels: String {
    """
    ## Modes and divergence of the labels

    With $p_k$ the share of samples that are read as label $k$ of $K$ labels:

    - `modes` is the number of labels with $p_k \\ge \(LabelHistogram.coveredShare) / K$. Labels that are missing are a sign \
    of mode collapse.
    - `label-divergence` is the Kullback-Leibler divergence from the uniform distribution, \
    $\\sum_k p_k \\log(K p_k)$, from 0 to $\\log K$ nats.
    """
  }

  private static var pictures: String {
    """
    ## Sharpness

    The discrete Laplacian of a pixel is the sum of its four neighbours less four times the pixel, with ground outside of \
    the picture. `sharpness` is the mean of its square over all pixels and samples, divided by that of real digits. Blur \
    lowers it, edges raise it, and so do single pixels of noise: the pictures should be looked at, too.

    ## Diversity

    For each label, the mean Euclidean distance between all pairs of the first \(Diversity.picturesOfLabel) samples that are \
    read as it, divided by that of real digits. `diversity` is the mean over the labels. Near 0, the samples of a label \
    are almost the same, though all labels may be among them. Only so few are compared, so it does not see that a hundred \
    digits come again and again.
    """
  }

  private static var copies: String {
    """
    ## Copies and the nearest training digit

    For the first \(extent.searched) samples, the Euclidean distance over pixels to the nearest of the first \
    \(extent.trainingDigits) training digits. `copies` is the share of samples whose \
    root mean square difference from it is below 1/28, or nine of 255 grey levels, which for 28 × 28 pixels is a distance \
    below \(NumberText.shortest(Double(Copies.distance(.digit)))): no eye tells them apart. \
    `nearest` is the mean distance, divided by that of test digits. Blurred samples are near to everything, so less is not \
    better.
    """
  }

  private static var transfer: String {
    """
    ## Style transfer

    For a model that draws a digit again as one of another label. `transfer/agreement` is the share of new digits that are \
    read as the new label. `transfer/slant` and `transfer/thickness` are the correlations of the slant and of the \
    thickness of the strokes between a digit and the new one, each less the mean of its label. The slant is the slope \
    $-\\mu_{11} / \\mu_{02}$ of the second moments about the middle, in pixels to the right for each pixel up; the thickness \
    is twice the area of the ink over its perimeter, in pixels. `style/…` is the share of a factor's variance, $R^2$, that a \
    linear prediction from the codes explains.
    """
  }

  private static var fidelity: String {
    """
    ## Fidelity

    For a model that draws a picture which has an original, from less of it. Picture by picture, and then the mean: `psnr` \
    is the peak signal-to-noise ratio, $-10 \\log_{10}$ of the mean squared error, in decibels; `ssim` the structural \
    similarity of Wang and others (2004), with a Gaussian window of 11 × 11 pixels; `absolute-error` the mean absolute \
    difference of pixels. `frechet-distance` and `sharpness` are as above, and `agreement` is the share of pictures that are \
    read as the original's label. `sure-mistakes` counts pictures that look right and are wrong: the judge reads the \
    original right, and in the picture another label, whose probability it holds to be \
    \(PictureFidelity.sureProbability.short) or more.
    """
  }
}
