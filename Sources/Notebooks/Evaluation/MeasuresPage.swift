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
    [introduction, judge, table, agreement, frechet, labels, pictures, copies, transfer, fidelity]
      .joined(separator: "\n\n") + "\n"
  }

  private static let extent = Yardstick.Extent.standard
  private static let schedule = Judge.Schedule.standard

  private static var introduction: String {
    """
    # Measures

    How the reports measure the samples of a generative model. A sample is a picture of 28 × 28 pixels in [0, 1], 0 being \
    the ground. The first \(extent.pictures) samples are measured, and in the same way as many test digits, the *real \
    digits*: a figure of samples means something only beside theirs. The names of the metrics begin with `quality/`, \
    and where a notebook has several models with `quality/MODEL/`. All sums are in double precision.

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
      ("frechet-distance", "pure number, from 0", "less is better, down to `frechet-floor`"),
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

  private static var frechet: String {
    """
    ## Fréchet distance

    `frechet-distance` compares the features of the samples with those of the test digits. Both sets are described by \
    their means $\\mu_s, \\mu_r$ and covariances $\\Sigma_s, \\Sigma_r$ (over n − 1), as if they were Gaussian (Heusel and \
    others, 2017, with the features of another network). The features are first *whitened*: a linear map $W$ makes the \
    real digits' covariance the identity, $W \\Sigma_r W^\\top = I$, so that the unit is the real digits' standard deviation \
    in each direction, and no invertible linear map of the features changes the result. Directions with less than \
    \(WhitenedFrechetDistance.leastVariance) of the greatest variance are left out. With $\\mu = W(\\mu_s - \\mu_r)$ and the \
    eigenvalues $\\lambda_i$ of $W \\Sigma_s W^\\top$ the squared Fréchet distance is

    $$d^2 = \\lVert\\mu\\rVert^2 + \\sum_i \\left(\\sqrt{\\lambda_i} - 1\\right)^2 .$$

    `frechet-floor` is that of as many training digits: samples cannot be expected to come nearer. Figures of different \
    data sets, or of different numbers of samples, do not compare.
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
    are almost the same, though all labels may be among them.
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
