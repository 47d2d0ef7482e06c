import Digits
import Kernels
import Records
import Tensors

extension Lab {
  /// Shows weights between pixels and the units of a layer as pictures, a row for each layer: what every unit looks
  /// for, or what it adds to a picture. `figures/<name>.png`, and the pictures as `<name>/images` [row, filter,
  /// height, width, 3].
  ///
  /// Blue is positive, orange negative and white 0, each filter by its own greatest weight; the channels of a pixel
  /// are added up.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group's in the log.
  ///   - caption: What the picture shows, as Markdown.
  ///   - rows: The filters of every row with the row's label, [n, height · width · channels]; n is the same in all.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func filters(
    _ name: String, _ caption: String, rows: KeyValuePairs<String, Tensor>, line: Int = #line,
    file: String = #fileID
  ) {
    for (row, weights) in rows
    where weights.shape.count != 2 || weights.shape[1] != imageShape.size {
      return misuse(
        "the filters \"\(row)\" have the shape \(weights.shape), not [n, \(imageShape.size)]", line)
    }
    images(
      name, caption, rows: rows.map { ($0.key, $0.value.filterPictures(imageShape)) },
      key: .init(title: "of each filter's greatest weight, linear"), line: line, file: file)
  }
}

extension Tensor {
  /// The weights of the units that work most, of the busiest first: those of the greatest sums of magnitudes.
  ///
  /// - Parameters:
  ///   - count: How many units; all where there are fewer.
  ///   - codes: What the units answer, [m, units]; these weights are [units, n].
  public func busiest(_ count: Int, by codes: Tensor) -> Tensor {
    require(
      codes.shape.count == 2 && codes.shape[1] == shape[0],
      "codes of shape \(codes.shape) for weights of shape \(shape)")
    let work = codes.absolute().sum(along: [0]).values
    // Units of equal work keep their order.
    let order = work.indices.sorted { (work[$1], $0) < (work[$0], $1) }
    return rows(at: order.prefix(count).map(Int32.init)[...])
  }

  /// Weights [n, height · width · channels] as pictures [n, height, width, 3].
  fileprivate func filterPictures(_ shape: ImageShape) -> Tensor {
    let positive: [Float] = [0, 0.447, 0.698], negative: [Float] = [0.902, 0.624, 0]
    let pixels = shape.height * shape.width
    let sums = reshaped([self.shape[0], pixels, shape.channels]).sum(along: [2]).values
    return Tensor([self.shape[0], shape.height, shape.width, 3]) { output in
      for filter in 0..<self.shape[0] {
        let weights = sums[filter * pixels..<(filter + 1) * pixels]
        let greatest = weights.reduce(0) { max($0, abs($1)) }
        for (index, weight) in weights.enumerated() {
          let share = greatest > 0 ? abs(weight) / greatest : 0
          for channel in 0..<3 {
            let ink = (weight > 0 ? positive : negative)[channel]
            output[(filter * pixels + index) * 3 + channel] = 1 - share * (1 - ink)
          }
        }
      }
    }
  }
}
