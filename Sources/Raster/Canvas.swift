/// A bitmap with the means to draw on it: rectangles of whole pixels, strokes of a round pen, text.
struct Canvas {
  private(set) var bitmap: Bitmap

  init(width: Int, height: Int) {
    bitmap = Bitmap(width: width, height: height)
  }

  var bounds: Rect { Rect(x: 0, y: 0, width: bitmap.width, height: bitmap.height) }

  /// Fills whole pixels; `opacity` is out of 255.
  mutating func fill(_ rect: Rect, _ color: Color, opacity: Int = 255) {
    let inside = rect.intersection(bounds)
    guard inside.width > 0 && inside.height > 0 else { return }
    let width = bitmap.width
    bitmap.pixels.withUnsafeMutableBufferPointer { pixels in
      for y in inside.y..<inside.bottom {
        for x in inside.x..<inside.right {
          blend(pixels, 3 * (y * width + x), color, 16 * opacity)
        }
      }
    }
  }

  /// Draws polylines with a round pen, as one shape: where they cross, it is not darker.
  mutating func stroke(
    _ lines: [[Point]], width: Double, _ color: Color, opacity: Int = 255, clip: Rect? = nil
  ) {
    draw(lines.map { Stroke(points: $0, width: width) }, color, opacity: opacity, clip: clip)
  }

  /// Draws the ways of round pens, as one shape.
  mutating func draw(
    _ strokes: [Stroke], _ color: Color, opacity: Int = 255, clip: Rect? = nil
  ) {
    let area = extent(of: strokes).intersection(clip ?? bounds).intersection(bounds)
    guard area.width > 0 && area.height > 0 else { return }
    let stencil = Stencil(area)
    for stroke in strokes { stencil.mark(stroke) }
    let row = bitmap.width
    bitmap.pixels.withUnsafeMutableBufferPointer { pixels in
      stencil.forEachCovered { x, y, marked in
        blend(pixels, 3 * (y * row + x), color, marked * opacity)
      }
    }
  }

  /// The pixels that the pens can touch, within reach of the canvas.
  private func extent(of strokes: [Stroke]) -> Rect {
    var (left, top) = (Double.infinity, Double.infinity)
    var (right, bottom) = (-Double.infinity, -Double.infinity)
    for stroke in strokes {
      let reach = stroke.width / 2
      for p in stroke.points {
        left = min(left, p.x - reach)
        right = max(right, p.x + reach)
        top = min(top, p.y - reach)
        bottom = max(bottom, p.y + reach)
      }
    }
    guard left <= right else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    func pixel(_ v: Double, _ most: Int) -> Int { Int(min(max(v, -1), Double(most + 1))) }
    let x = pixel(left.rounded(.down), bitmap.width)
    let y = pixel(top.rounded(.down), bitmap.height)
    return Rect(
      x: x, y: y, width: pixel(right.rounded(.up), bitmap.width) - x,
      height: pixel(bottom.rounded(.up), bitmap.height) - y)
  }

  /// Puts a copy of a picture on the canvas.
  mutating func paste(_ other: Bitmap, x: Int, y: Int) {
    bitmap.paste(other, x: x, y: y)
  }

  /// Stamps a disc of the same colour at every point; the discs darken each other.
  mutating func stamp(
    _ disc: DiscStamp, _ x: Double, _ y: Double, _ color: Color, opacity: Int, clip: Rect
  ) {
    let width = bitmap.width
    bitmap.pixels.withUnsafeMutableBufferPointer { pixels in
      disc.forEachCovered(x, y) { x, y, marked in
        guard x >= clip.x && x < clip.right && y >= clip.y && y < clip.bottom else { return }
        blend(pixels, 3 * (y * width + x), color, marked * opacity)
      }
    }
  }

  // MARK: Text

  /// Where `x` of a text lies.
  enum Anchor { case start, middle, end }

  /// Writes a line; `baseline` is the lower edge of the letters without descenders. With a `halo`, the
  /// text stands out from what is behind it.
  mutating func write(
    _ text: TextLine, x: Int, baseline: Int, _ anchor: Anchor = .start, _ color: Color = Style.ink,
    halo: Double = 0
  ) {
    let left = x - offset(text, anchor)
    func place(_ p: Point) -> Point { Point(x: p.x + Double(left), y: p.y + Double(baseline)) }
    put(text, color, halo, place)
  }

  /// Writes a line from below upwards; `baseline` is the right edge of the letters, `y` the anchor.
  mutating func writeUpwards(
    _ text: TextLine, baseline: Int, y: Int, _ anchor: Anchor = .middle, _ color: Color = Style.ink
  ) {
    let start = y + offset(text, anchor)
    func place(_ p: Point) -> Point { Point(x: p.y + Double(baseline), y: Double(start) - p.x) }
    put(text, color, 0, place)
  }

  private func offset(_ text: TextLine, _ anchor: Anchor) -> Int {
    switch anchor {
    case .start: 0
    case .middle: text.width / 2
    case .end: text.width
    }
  }

  private mutating func put(
    _ text: TextLine, _ color: Color, _ halo: Double, _ place: (Point) -> Point
  ) {
    let strokes = text.strokes.map { Stroke(points: $0.points.map(place), width: $0.width) }
    if halo > 0 {
      draw(
        strokes.map { Stroke(points: $0.points, width: $0.width + 2 * halo) }, Style.white)
    }
    draw(strokes, color)
  }
}

/// Moves a pixel towards a colour by `weight` of 4080 (16 fine pixels of opacity 255), in integers.
@inline(__always)
private func blend(
  _ pixels: UnsafeMutableBufferPointer<UInt8>, _ i: Int, _ color: Color, _ weight: Int
) {
  let rest = 4080 - weight
  pixels[i] = UInt8((Int(pixels[i]) * rest + Int(color.red) * weight + 2040) / 4080)
  pixels[i + 1] = UInt8((Int(pixels[i + 1]) * rest + Int(color.green) * weight + 2040) / 4080)
  pixels[i + 2] = UInt8((Int(pixels[i + 2]) * rest + Int(color.blue) * weight + 2040) / 4080)
}
