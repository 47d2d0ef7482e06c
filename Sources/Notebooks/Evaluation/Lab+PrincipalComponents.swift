import Evaluation
import Records
import Tensors

extension Lab {
  /// Compares a linear autoencoder with principal components, which have the least squared error of all affine maps.
  ///
  /// Shows the variances, `figures/components.png`, and leaves the metrics `linear/ratio`, the autoencoder's squared
  /// error, that of as many components being 1; `linear/mean-angle` and `linear/greatest-angle`, the principal angles
  /// in degrees between what both can draw; and `components/gap`, how much less the digits vary along the first
  /// component that is left out than along the last that is not: where that is little, the greatest angle is badly
  /// conditioned.
  ///
  /// - Parameters:
  ///   - digits: What both were fitted to, [n, pixels].
  ///   - decoder: The decoder's weights, [units, pixels], with fewer units than pixels.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - reconstruct: The autoencoder.
  /// - Returns: As many components as the decoder has units.
  @discardableResult
  public func principalComponents(
    of digits: Tensor, besideLinear decoder: Tensor, line: Int = #line, file: String = #fileID,
    reconstruct: (Tensor) -> Tensor
  ) -> PrincipalComponents {
    reporter.live(label("principal components"))
    defer { reporter.clear() }
    let (units, pixels) = (decoder.shape[0], decoder.shape[1])
    let all = PrincipalComponents(of: digits, count: units + 8, using: stream("components"))
    let components = all.prefix(units)
    showVariances(all.variances, line, file)
    // Some at a time, for all of them, reconstructed, and the differences would take four times the memory of the digits.
    func error(_ reconstruct: (Tensor) -> Tensor) -> Double {
      stride(from: 0, to: digits.shape[0], by: 256).reduce(0) { sum, start in
        let some = digits.slice(start..<min(start + 256, digits.shape[0]), along: 0)
        return some.distances(to: reconstruct(some)).reduce(sum) { $0 + $1 * $1 }
      }
    }
    metric(
      "linear/ratio", error(reconstruct) / error(components.reconstructions),
      "Squared error of the linear autoencoder, that of principal components being 1",
      better: .less,
      line: line, file: file)
    let weights = decoder.values.map(Double.init)
    let angles = principalAngles(
      between: (0..<units).map { Array(weights[$0 * pixels..<($0 + 1) * pixels]) },
      and: components.components
    ).map { $0 * 180 / .pi }
    metric(
      "linear/mean-angle", angles.reduce(0, +) / Double(max(1, angles.count)), unit: "degrees",
      "Mean principal angle between what both can draw", better: .less, line: line, file: file)
    metric(
      "linear/greatest-angle", angles.last ?? 0, unit: "degrees", "The greatest of these angles",
      line: line, file: file)
    if all.variances.count > units {
      metric(
        "components/gap", 1 - all.variances[units] / all.variances[units - 1], unit: "share",
        "How much less the digits vary along component \(units + 1) than along component \(units)",
        line: line, file: file)
    }
    return components
  }

  private func showVariances(_ variances: [Double], _ line: Int, _ file: String) {
    record(
      (0..<variances.count).map { Int64($0 + 1) }, at: "components/number",
      shape: [variances.count], description: "Number of a component [component]", line: line)
    record(
      variances, at: "components/variance", shape: [variances.count],
      description: "Variance along a component, squared grey levels in [0, 1] [component]",
      line: line)
    figure(
      "components", caption: "How much digits vary along each of their principal components",
      .lines(
        [.init(x: "components/number", y: "components/variance", name: "variance")],
        title: "Variance along components", x: PlotAxis("component"),
        y: PlotAxis("variance", logarithmic: true)), line: line, file: file)
  }
}
