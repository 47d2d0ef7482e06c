extension StrokeGlyphs {
  static let zero: [Allograph] = [
    // From the top, against the clock, closed or nearly.
    Allograph(
      weight: 5,
      [
        p(0.36, 0.02, closing: [-0.02, 0.02]), p(0.12, 0.16), p(0, 0.5), p(0.1, 0.84),
        p(0.34, 1), p(0.58, 0.84), p(0.68, 0.5), p(0.57, 0.16),
        p(0.36, 0.01, closing: [-0.16, 0.03]),
      ]),
    // Pointed at the upper right, where the stroke begins and ends.
    Allograph(
      weight: 3,
      [
        p(0.62, 0, closing: [-0.02, 0.03]), p(0.28, 0.2), p(0.03, 0.56), p(0.08, 0.9),
        p(0.34, 0.99), p(0.6, 0.76), p(0.68, 0.42), p(0.58, 0.14, closing: [-0.05, 0]),
        p(0.46, 0.06, closing: [-0.14, -0.02]),
      ]),
    // The end turns in and crosses the beginning.
    Allograph(
      weight: 1,
      [
        p(0.26, 0.04), p(0.06, 0.25), p(0, 0.58), p(0.14, 0.92), p(0.4, 1), p(0.64, 0.8),
        p(0.68, 0.4), p(0.52, 0.1), p(0.32, 0.06), p(0.24, 0.22, closing: [0.05, 0.14]),
      ]),
    // Begun inside: a dent at the top.
    Allograph(
      weight: 1,
      [
        p(0.34, 0.2, closing: [0.04, -0.06]), p(0.24, 0.03), p(0.08, 0.16), p(0, 0.5),
        p(0.1, 0.88), p(0.36, 1), p(0.6, 0.84), p(0.68, 0.46), p(0.6, 0.12),
        p(0.42, 0.04, closing: [-0.12, 0.03]),
      ]),
    // The end runs down through the ring.
    Allograph(
      weight: 0.6,
      [
        p(0.5, 0.03), p(0.2, 0.1), p(0.02, 0.46), p(0.1, 0.88), p(0.36, 1), p(0.62, 0.8),
        p(0.68, 0.4), p(0.6, 0.1), p(0.48, 0.04), p(0.36, 0.34, closing: [0, 0.1]),
        p(0.24, 0.6, closing: [-0.04, 0.24]),
      ]),
    // With the clock from the upper left, tail over the top.
    Allograph(
      weight: 1,
      [
        p(0.1, 0.12, closing: [0, -0.04]), p(0.4, 0.02), p(0.66, 0.3), p(0.62, 0.76),
        p(0.34, 1), p(0.06, 0.8), p(0, 0.42), p(0.2, 0.1), p(0.46, 0, closing: [0.1, -0.02]),
      ]),
  ]

  static let one: [Allograph] = [
    Allograph(weight: 9, looseness: 0.8, [p(0, 0), p(0, 0.34), p(0, 0.68), p(0, 1)]),
    // With a flag.
    Allograph(
      weight: 1, looseness: 0.6,
      [
        p(0, 0.27), p(0.09, 0.14), p(0.17, 0, corner: 0.9), p(0.16, 0.5), p(0.14, 1),
      ]),
    // With a flag and a base.
    Allograph(
      weight: 0.8, looseness: 0.6,
      [p(0.06, 0.24), p(0.15, 0.12), p(0.25, 0, corner: 0.9), p(0.25, 0.5), p(0.25, 0.97)],
      [p(0, 0.98), p(0.25, 0.97), p(0.52, 0.97)]),
    // A narrow flag and a wide base.
    Allograph(
      weight: 0.7, looseness: 0.6,
      [p(0.14, 0.26), p(0.24, 0.12), p(0.36, 0, corner: 0.9), p(0.36, 0.5), p(0.35, 0.96)],
      [p(0, 0.98), p(0.35, 0.97), p(0.72, 0.95)]),
    // Gone over twice.
    Allograph(
      weight: 0.5, looseness: 0.5,
      [
        p(0.06, 0), p(0.03, 0.5), p(0, 1, corner: 1), p(0.07, 0.5), p(0.14, 0.02, corner: 1),
        p(0.12, 0.5), p(0.1, 0.96),
      ]),
    // With a small hook at the foot.
    Allograph(
      weight: 0.8, [p(0, 0), p(0, 0.4), p(0, 0.8), p(0.03, 0.97), p(0.13, 0.95)]),
  ]

  static let two: [Allograph] = [
    // A hook, a slope and a base with a corner.
    Allograph(
      weight: 4, looseness: 1.15,
      [
        p(0.04, 0.2), p(0.1, 0.08), p(0.3, 0), p(0.54, 0.1), p(0.54, 0.34), p(0.3, 0.66),
        p(0, 0.97, corner: 0.8), p(0.34, 0.96), p(0.68, 0.97),
      ]),
    // A loop at the lower left.
    Allograph(
      weight: 3.5, looseness: 1.15,
      [
        p(0.04, 0.18), p(0.14, 0.04), p(0.36, 0), p(0.55, 0.15), p(0.52, 0.4), p(0.34, 0.7),
        p(0.13, 0.94), p(0.01, 0.88), p(0.1, 0.73, closing: [0, -0.06]),
        p(0.3, 0.82, closing: [0.03, -0.03]), p(0.5, 0.95), p(0.7, 0.93),
      ]),
    // A wide loop and a long tail.
    Allograph(
      weight: 2, looseness: 1.15,
      [
        p(0.06, 0.24), p(0.2, 0.03), p(0.44, 0.03), p(0.58, 0.25), p(0.54, 0.58),
        p(0.36, 0.88), p(0.12, 0.98), p(0, 0.84), p(0.14, 0.66), p(0.38, 0.74),
        p(0.6, 0.9), p(0.84, 0.9),
      ]),
    // Like a Z.
    Allograph(
      weight: 1.6, looseness: 1.15,
      [
        p(0, 0.07), p(0.28, 0.02), p(0.56, 0.04, corner: 0.7), p(0.32, 0.48),
        p(0.02, 0.96, corner: 0.9), p(0.34, 0.96), p(0.68, 0.98),
      ]),
    // The hook curls in.
    Allograph(
      weight: 1.8, looseness: 1.15,
      [
        p(0.24, 0.3, closing: [0.12, 0.02]), p(0.06, 0.27), p(0.1, 0.06), p(0.36, 0),
        p(0.56, 0.16), p(0.5, 0.45), p(0.28, 0.72), p(0.02, 0.93, corner: 0.5),
        p(0.3, 0.9), p(0.66, 0.98),
      ]),
    // A big loop that nearly fills the lower half.
    Allograph(
      weight: 1.2, looseness: 1.15,
      [
        p(0.04, 0.2), p(0.22, 0.02), p(0.46, 0.02), p(0.62, 0.22), p(0.62, 0.54),
        p(0.46, 0.86), p(0.2, 1), p(0.02, 0.9), p(0.04, 0.68), p(0.24, 0.56), p(0.46, 0.68),
        p(0.64, 0.9), p(0.8, 0.98),
      ]),
    // A base that slopes down to the right.
    Allograph(
      weight: 1.2, looseness: 1.15,
      [
        p(0, 0.24), p(0.14, 0.04), p(0.38, 0.02), p(0.48, 0.2), p(0.32, 0.5),
        p(0, 0.82, corner: 0.8), p(0.3, 0.86), p(0.64, 1),
      ]),
    // A tall stem on a small loop.
    Allograph(
      weight: 2, looseness: 1.15,
      [
        p(0.18, 0.09), p(0.29, 0), p(0.4, 0.1), p(0.4, 0.4), p(0.32, 0.76), p(0.14, 0.97),
        p(0, 0.88), p(0.1, 0.74), p(0.32, 0.84), p(0.62, 0.95),
      ]),
    // A head nearly closed, like that of a 9.
    Allograph(
      weight: 1, looseness: 1.15,
      [
        p(0.3, 0.34, closing: [0.08, 0]), p(0.1, 0.38), p(0.03, 0.2), p(0.2, 0.02),
        p(0.48, 0.04), p(0.6, 0.28), p(0.48, 0.6), p(0.24, 0.86), p(0.02, 0.97, corner: 0.8),
        p(0.34, 0.96), p(0.7, 0.96),
      ]),
    // A neck like a swan's.
    Allograph(
      weight: 1, looseness: 1.15,
      [
        p(0.1, 0.12), p(0.28, 0), p(0.44, 0.14), p(0.42, 0.45), p(0.24, 0.8),
        p(0, 0.93, corner: 0.6), p(0.25, 0.85), p(0.6, 1),
      ]),
  ]
}
