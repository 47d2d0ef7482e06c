import Layers
import Records

extension Lab {
  /// Leaves the last value of each network's series `<name>/test` as a metric, and shows them in a table, along with
  /// the losses per image and the numbers of parameters.
  ///
  /// - Parameters:
  ///   - networks: The networks by their names in the log; their losses are means over the values of an image, in nats.
  ///   - floor: The loss of a perfect reconstruction.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func testLosses(
    of networks: [(String, any Network)], floor: Float, line: Int = #line, file: String = #fileID
  ) {
    let values = Double(imageShape.size), floor = Double(floor)
    let rows = networks.map { name, network in
      let loss = metric(
        "\(name)/test", unit: "nats per pixel", "Test loss", better: .less, line: line, file: file)
      return [name, network.parameterCount, loss, values * loss] as [any ScalarRepresentable]
    }
    table(
      """
      Test losses. A perfect reconstruction has \(floor.short) nats per pixel, \
      \((values * floor).short) nats per digit
      """,
      columns: ["network", "parameters", "nats per pixel", "nats per digit"], rows: rows,
      line: line, file: file)
  }
}
