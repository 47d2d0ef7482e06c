extension Bitmap {
  /// The picture in at most 256 of its own colours, so that a PNG file takes one byte a pixel; itself where it has no more.
  ///
  /// The most frequent colour is taken first, then again and again the one whose pixels are off most: their number times the
  /// squared distance to the nearest that is taken, the smallest `Color.code` of equals. Paper, ink and the hues of a plot stay
  /// as they are, and mixtures where dots lie upon each other become the nearest that is left. All in whole numbers.
  public func quantized() -> Bitmap {
    if indexed() != nil { return self }
    var counts: [UInt32: Int] = [:]
    for pixel in 0..<width * height { counts[color(pixel).code, default: 0] += 1 }
    let colors = counts.keys.sorted().map { Color($0) }
    let weights = colors.map { counts[$0.code] ?? 0 }

    var distances = [Int](repeating: .max, count: colors.count)
    var nearest = [Int](repeating: 0, count: colors.count)
    var next = weights.indices.reduce(0) { weights[$1] > weights[$0] ? $1 : $0 }
    for _ in 0..<256 {
      let taken = next
      var most = -1
      for index in colors.indices {
        let distance = colors[index].distance(to: colors[taken])
        if distance < distances[index] {
          distances[index] = distance
          nearest[index] = taken
        }
        if distances[index] * weights[index] > most {
          most = distances[index] * weights[index]
          next = index
        }
      }
    }

    let replacements = Dictionary(
      uniqueKeysWithValues: zip(colors, nearest).map { ($0.code, colors[$1]) })
    var result = self
    for pixel in 0..<width * height {
      let color = replacements[color(pixel).code] ?? color(pixel)
      result.pixels[3 * pixel] = color.red
      result.pixels[3 * pixel + 1] = color.green
      result.pixels[3 * pixel + 2] = color.blue
    }
    return result
  }

  private func color(_ pixel: Int) -> Color {
    Color(red: pixels[3 * pixel], green: pixels[3 * pixel + 1], blue: pixels[3 * pixel + 2])
  }
}
