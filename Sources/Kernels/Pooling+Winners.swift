/// Max-pooling that notes where each window's greatest element was, so that the way back needs neither input nor output.
///
/// Two bits a channel: 0 for the first pixel of the window, 1 for the one at its right, 2 for the one below, 3 for the last. Those of
/// channel `c` are in word 16 · ⌊c / 256⌋ + c mod 16 of its window, from bit 2 · (⌊c / 16⌋ mod 16) on. The channels are a
/// multiple of 16.
extension MaxPooling {
  /// The words that the winners of one window take.
  private var wordsPerWindow: Int { divideRoundingUp(channels, 16 * lanes) * lanes }

  /// The words that all winners take.
  var winnerWords: Int { images * outHeight * outWidth * wordsPerWindow }

  /// The same as `forward(_:into:on:)`, and the winners.
  func forward(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    winners: UnsafeMutablePointer<UInt32>, on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      var words = Sixteen<UInt32>()
      var shift: UInt32 = 0
      for channel in stride(from: 0, to: channels, by: lanes) {
        let pixel = input + first + channel
        var greatest = load(pixel)
        var winner = Sixteen<UInt32>()
        @inline(__always) func meet(_ offset: Int, _ place: UInt32) {
          let value = load(pixel + offset)
          let wins = (value .> greatest) .| (value .!= value)
          greatest.replace(with: value, where: wins)
          winner.replace(with: place, where: wins)
        }
        if right > 0 { meet(right, 1) }
        if below > 0 { meet(below, 2) }
        if right > 0 && below > 0 { meet(below + right, 3) }
        store(greatest, output + window * channels + channel)
        words |= winner &<< shift
        shift += 2
        if shift == 32 || channel + lanes == channels {
          let place = winners + window * wordsPerWindow + channel / (16 * lanes) * lanes
          UnsafeMutableRawPointer(place).storeBytes(of: words, as: Sixteen<UInt32>.self)
          (words, shift) = (Sixteen<UInt32>(), 0)
        }
      }
    }
  }

  /// Hands each window's gradient to the element that won it; the others get +0.
  ///
  /// - Parameter panels: [panel, pixel, column], the channels cut into panels; what their last columns have beyond the
  ///   channels stays as it is.
  func backward(
    _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<UInt32>, into panels: Panels,
    on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      for panel in 0..<panels.count {
        spread(
          outputGradient + window * channels, winners + window * wordsPerWindow,
          panel * panels.rowWidth, panels.width(panel), right: right > 0, below: below > 0,
          into: panels[panel] + first / channels * panels.rowWidth, pixel: panels.rowWidth)
      }
    }
  }

  /// The same into images, [image, row, column, channel].
  func backward(
    _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<UInt32>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      spread(
        outputGradient + window * channels, winners + window * wordsPerWindow, 0, channels,
        right: right > 0, below: below > 0, into: inputGradient + first, pixel: channels)
    }
  }

  /// Writes `count` channels of one window's gradient from channel `first` on, into pixels that are `pixel` floats apart.
  @inline(__always)
  private func spread(
    _ gradient: UnsafePointer<Float>, _ winners: UnsafePointer<UInt32>, _ first: Int, _ count: Int,
    right: Bool, below: Bool, into target: UnsafeMutablePointer<Float>, pixel: Int
  ) {
    // Against a vector, for against a number every lane would be compared by itself.
    let place0 = Sixteen<UInt32>(repeating: 0), place1 = Sixteen<UInt32>(repeating: 1)
    let place2 = Sixteen<UInt32>(repeating: 2), place3 = Sixteen<UInt32>(repeating: 3)
    for channel in stride(from: first, to: first + count, by: lanes) {
      let words = UnsafeRawPointer(winners + channel / (16 * lanes) * lanes)
        .loadUnaligned(as: Sixteen<UInt32>.self)
      let winner = words &>> UInt32(channel / lanes % 16 * 2) & 3
      let gradient = load(gradient + channel)
      let pixels = target + (channel - first)
      let lower = pixels + width * pixel
      store(Vector().replacing(with: gradient, where: winner .== place0), pixels)
      if right {
        store(Vector().replacing(with: gradient, where: winner .== place1), pixels + pixel)
      }
      if below { store(Vector().replacing(with: gradient, where: winner .== place2), lower) }
      if right && below {
        store(Vector().replacing(with: gradient, where: winner .== place3), lower + pixel)
      }
    }
  }
}
