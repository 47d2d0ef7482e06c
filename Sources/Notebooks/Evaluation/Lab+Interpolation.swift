import Evaluation
import Records
import Tensors

extension Lab {
  /// A strip of pictures for each pair of latent codes: the straight way from one to the other above the one
  /// along the great circle. The pictures are logged at `/interpolations/<name>`.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - caption: What the picture shows, as Markdown.
  ///   - start: Where each way begins, [n, dimensions].
  ///   - end: Where each way ends, the same shape.
  ///   - steps: Pictures on each way, both ends included.
  ///   - decode: Makes pictures [m, 784] with pixels in [0, 1] of codes [m, dimensions].
  public func interpolation(
    _ name: String = "interpolation", caption: String, from start: Tensor, to end: Tensor,
    steps: Int = 11, line: Int = #line, file: String = #fileID, decode: (Tensor) -> Tensor
  ) {
    let pairs = start.shape[0]
    let ways = [Interpolation.linear, .spherical].map {
      decode($0.path(from: start, to: end, steps: steps)).greyLevels
    }
    let length = steps * 784
    let pixels = (0..<pairs).flatMap { pair in
      ways.flatMap { $0[pair * length..<(pair + 1) * length] }
    }
    record(
      pixels, at: "interpolations/\(name)", shape: [2 * pairs, steps, 28, 28],
      description: """
        Pictures between pairs of codes, for each pair the straight way, then the great circle \
        [way, step, row, column]
        """, line: line)
    let labels = (0..<pairs).flatMap { _ in ["linear", "spherical"] }
    figure(
      name, caption: caption,
      .digits(.whole("interpolations/\(name)"), columns: steps, rowLabels: labels), line: line,
      file: file)
  }
}
