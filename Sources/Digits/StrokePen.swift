/// Draws a path on a canvas four times as fine as the picture and averages it down.
struct StrokePen {
  /// Fine pixels per pixel of the picture.
  static let fineness = 4
  /// Side of the box that the ink is fitted to, in pixels of the picture.
  static let box = 20
  /// Side of the picture.
  static let picture = 28
  /// Side of the canvas in fine pixels.
  static let side = box * fineness

  private typealias Lanes = SIMD16<Float>
  private static let rowLanes = side / Lanes.scalarCount

  private let canvas: UnsafeMutablePointer<Lanes>
  private let small: UnsafeMutablePointer<UInt8>
  private let ramp: Lanes

  init() {
    canvas = .allocate(capacity: StrokePen.side * StrokePen.rowLanes)
    small = .allocate(capacity: StrokePen.box * StrokePen.box)
    var ramp = Lanes()
    for i in 0..<Lanes.scalarCount { ramp[i] = Float(i) + 0.5 }
    self.ramp = ramp
  }

  func deallocate() {
    canvas.deallocate()
    small.deallocate()
  }

  /// Writes the picture of `path` to the 28×28 bytes at `picture`, which are all 0.
  func draw(_ path: StrokePath, to picture: UnsafeMutablePointer<UInt8>) {
    canvas.update(repeating: .zero, count: StrokePen.side * StrokePen.rowLanes)
    for i in 0..<path.count where path.vertices[i].isJoined {
      ink(from: path.vertices[i - 1], to: path.vertices[i])
    }
    shrink()
    centre(to: picture)
  }

  /// Inks every fine pixel near the straight piece: fully inside the pen, and over a margin of one
  /// fine pixel by how near it is.
  private func ink(from a: PenVertex, to b: PenVertex) {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy + 0x1p-20
    let growth = b.radius - a.radius
    let widest = (a.radius > b.radius ? a.radius : b.radius) + 0.5
    let left = ((a.x < b.x ? a.x : b.x) - widest).clamped(to: 0...Float(StrokePen.side - 1))
    let right = ((a.x > b.x ? a.x : b.x) + widest).clamped(to: 0...Float(StrokePen.side - 1))
    let top = ((a.y < b.y ? a.y : b.y) - widest).clamped(to: 0...Float(StrokePen.side - 1))
    let bottom = ((a.y > b.y ? a.y : b.y) + widest).clamped(to: 0...Float(StrokePen.side - 1))
    // Inside − outside ≈ (r² − d²) / 2r near the rim, which needs no root.
    let sharpness = 1 / (a.radius + b.radius)
    let (ux, uy) = (dx / square, dy / square)
    let (firstLane, lastLane) = (Int(left) / Lanes.scalarCount, Int(right) / Lanes.scalarCount)
    for row in Int(top)...Int(bottom) {
      let y = Float(row) + 0.5 - a.y
      let line = canvas + row * StrokePen.rowLanes
      for lane in firstLane...lastLane {
        let x = ramp + (Float(lane * Lanes.scalarCount) - a.x)
        var t = x * ux + y * uy
        t.replace(with: 0, where: t .< 0)
        t.replace(with: 1, where: t .> 1)
        let ex = x - t * dx
        let ey = y - t * dy
        let radius = a.radius + t * growth
        let inside = (radius * radius - ex * ex - ey * ey) * sharpness + 0.5
        line[lane].replace(with: inside, where: inside .> line[lane])
      }
    }
  }

  /// Averages 4×4 fine pixels into one of 256 grey levels.
  private func shrink() {
    for row in 0..<StrokePen.box {
      for lane in 0..<StrokePen.rowLanes {
        var sum = Lanes.zero
        for fine in 0..<StrokePen.fineness {
          var ink = canvas[(row * StrokePen.fineness + fine) * StrokePen.rowLanes + lane]
          ink.replace(with: 1, where: ink .> 1)
          sum += ink
        }
        let pairs = sum.evenHalf + sum.oddHalf
        let quads = pairs.evenHalf + pairs.oddHalf
        for i in 0..<4 {
          small[row * StrokePen.box + lane * 4 + i] = UInt8(quads[i] * (255 / 16) + 0.5)
        }
      }
    }
  }

  /// Copies the box into the picture so that its centre of mass is in the middle, to the nearest
  /// pixel, as MNIST does.
  private func centre(to picture: UnsafeMutablePointer<UInt8>) {
    let box = StrokePen.box
    var (mass, momentX, momentY) = (0, 0, 0)
    for y in 0..<box {
      for x in 0..<box {
        let ink = Int(small[y * box + x])
        mass += ink
        momentX += ink * x
        momentY += ink * y
      }
    }
    let left = StrokePen.margin(moment: momentX, mass: mass)
    let top = StrokePen.margin(moment: momentY, mass: mass)
    for y in 0..<box {
      let line = picture + (top + y) * StrokePen.picture + left
      line.update(from: small + y * box, count: box)
    }
  }

  /// Empty pixels before the box, so that the mean column (or row) of the ink is nearest to 14.
  private static func margin(moment: Int, mass: Int) -> Int {
    let margin = (29 * mass - 2 * moment) / (2 * (mass > 0 ? mass : 1))
    let most = picture - box
    return margin < 0 ? 0 : margin > most ? most : margin
  }
}
