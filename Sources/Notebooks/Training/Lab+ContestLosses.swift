import Evaluation
import Layers
import Records

extension Lab {
  /// Shows the losses that an `AdversarialContest` by cross-entropy has logged, `figures/losses.png`, beside the
  /// discriminator's loss of guessing and the least that its targets allow, and warns where it stays near that least or
  /// ends above that of guessing.
  ///
  /// - Parameters:
  ///   - name: the group of the metrics.
  ///   - smoothing: how the discriminator's targets were smoothed.
  ///   - range: what the picture shows, in nats.
  public func showLosses(
    of name: String, smoothing: LabelSmoothing, in range: ClosedRange<Double>, line: Int = #line,
    file: String = #fileID
  ) {
    plot(
      "losses", "Losses of both networks, means over a period",
      ["\(name)/discriminator": "discriminator", "\(name)/generator": "generator"],
      guides: [
        .init("guessing", at: TrainingHealth.guessingLoss), .init("least", at: smoothing.leastLoss),
      ], title: "Losses", x: "turn", y: PlotAxis("nats", range), line: line, file: file)
    warnOfFailure(
      discriminator: "\(name)/discriminator", smoothing: smoothing, line: line, file: file)
  }
}
