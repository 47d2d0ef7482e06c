extension StrokeGlyphs {
  static let three: [Allograph] = [
    // Two round bows that meet in a point.
    Allograph(
      weight: 5, looseness: 1.15,
      [
        p(0.04, 0.16, closing: [0.02, 0.08]), p(0.14, 0.03), p(0.36, 0), p(0.55, 0.13),
        p(0.48, 0.35), p(0.22, 0.47, corner: 0.75), p(0.48, 0.54), p(0.6, 0.74), p(0.48, 0.94),
        p(0.24, 1), p(0.01, 0.86, closing: [0.02, -0.08]),
      ]),
    // A flat top.
    Allograph(
      weight: 1.6, looseness: 1.15,
      [
        p(0.02, 0.05), p(0.28, 0.02), p(0.56, 0.02, corner: 0.8), p(0.4, 0.22),
        p(0.22, 0.4, corner: 0.8), p(0.48, 0.48), p(0.6, 0.7), p(0.46, 0.94), p(0.22, 1),
        p(0, 0.9),
      ]),
    // A small loop in the middle.
    Allograph(
      weight: 1.6, looseness: 1.15,
      [
        p(0.02, 0.16), p(0.2, 0.02), p(0.44, 0.03), p(0.54, 0.2), p(0.4, 0.4), p(0.22, 0.48),
        p(0.17, 0.4, closing: [-0.02, -0.03]), p(0.3, 0.4), p(0.52, 0.56), p(0.56, 0.8),
        p(0.36, 1), p(0.12, 0.97), p(0, 0.86),
      ]),
    // The lower end curls in.
    Allograph(
      weight: 1.2, looseness: 1.15,
      [
        p(0.08, 0.18, closing: [0.02, 0.04]), p(0.14, 0.05), p(0.3, 0), p(0.52, 0.1),
        p(0.46, 0.34), p(0.22, 0.46, corner: 0.6),
        p(0.5, 0.54), p(0.6, 0.78), p(0.38, 1), p(0.12, 0.98), p(0.02, 0.82),
        p(0.14, 0.74, closing: [0.06, 0]),
      ]),
    // A small head on a big bow.
    Allograph(
      weight: 1.2, looseness: 1.15,
      [
        p(0.16, 0.08), p(0.34, 0), p(0.48, 0.1), p(0.4, 0.28), p(0.24, 0.35, corner: 0.6),
        p(0.5, 0.46), p(0.6, 0.72), p(0.44, 0.95), p(0.2, 1), p(0, 0.86),
      ]),
    // A short tail.
    Allograph(
      weight: 1.2, looseness: 1.15,
      [
        p(0.04, 0.12), p(0.24, 0), p(0.5, 0.06), p(0.46, 0.26), p(0.22, 0.44, corner: 0.7),
        p(0.48, 0.5), p(0.54, 0.68), p(0.4, 0.86), p(0.18, 1),
      ]),
    // Long upper stroke, small lower bow.
    Allograph(
      weight: 1, looseness: 1.15,
      [
        p(0, 0.12), p(0.25, 0), p(0.56, 0.04), p(0.5, 0.22), p(0.26, 0.4, corner: 0.7),
        p(0.5, 0.46), p(0.54, 0.64), p(0.42, 0.84), p(0.18, 1),
      ]),
  ]

  static let four: [Allograph] = [
    // Open: an L and a stem.
    Allograph(
      weight: 4,
      [
        p(0.1, 0.06), p(0.04, 0.3), p(0.03, 0.5, corner: 0.75), p(0.34, 0.52), p(0.68, 0.5),
      ],
      [p(0.54, 0.02), p(0.5, 0.34), p(0.48, 0.66), p(0.46, 1)]),
    // Open and round, in one stroke.
    Allograph(
      weight: 2.2,
      [
        p(0.06, 0.06), p(0.03, 0.28), p(0.06, 0.48), p(0.24, 0.54), p(0.44, 0.42),
        p(0.52, 0.22), p(0.54, 0.04, corner: 1), p(0.52, 0.36), p(0.48, 0.7), p(0.44, 1),
      ]),
    // A round L and a stem.
    Allograph(
      weight: 2.5,
      [
        p(0.12, 0.02), p(0.03, 0.26), p(0.06, 0.48), p(0.26, 0.56), p(0.5, 0.51), p(0.72, 0.45),
      ],
      [p(0.58, 0.08), p(0.53, 0.36), p(0.48, 0.68), p(0.44, 1)]),
    // Closed: a slope, a bar and a stem.
    Allograph(
      weight: 2,
      [
        p(0.46, 0, closing: [0.04, 0]), p(0.24, 0.3), p(0, 0.6, corner: 0.95),
        p(0.36, 0.62), p(0.74, 0.6),
      ],
      [p(0.5, 0, closing: [0, 0.02]), p(0.5, 0.36), p(0.48, 0.7), p(0.47, 1)]),
    // The bar does not pass the stem.
    Allograph(
      weight: 2,
      [p(0.12, 0.04), p(0.06, 0.24), p(0.02, 0.46, corner: 0.7), p(0.24, 0.5), p(0.48, 0.46)],
      [p(0.54, 0), p(0.5, 0.3), p(0.46, 0.65), p(0.44, 1)]),
    // A long bar far out and a short stem across it.
    Allograph(
      weight: 1.2,
      [p(0.2, 0), p(0.12, 0.24), p(0, 0.5, corner: 0.8), p(0.4, 0.5), p(0.8, 0.46)],
      [p(0.5, 0.2), p(0.45, 0.5), p(0.4, 0.76), p(0.36, 1)]),
  ]

  static let five: [Allograph] = [
    // One stroke from the upper right.
    Allograph(
      weight: 3, looseness: 1.15,
      [
        p(0.62, 0.02), p(0.4, 0.03), p(0.18, 0.04, corner: 0.7), p(0.14, 0.24),
        p(0.1, 0.44, corner: 0.6), p(0.34, 0.38), p(0.56, 0.52), p(0.56, 0.78), p(0.36, 0.98),
        p(0.14, 0.99), p(0, 0.9),
      ]),
    // A detached bar.
    Allograph(
      weight: 3, looseness: 1.15,
      [
        p(0.18, 0.08), p(0.14, 0.26), p(0.12, 0.44, corner: 0.6), p(0.36, 0.4), p(0.58, 0.56),
        p(0.56, 0.82), p(0.36, 1), p(0.14, 0.99), p(0, 0.88),
      ],
      [p(0.2, 0.06, closing: [-0.04, 0.02]), p(0.44, 0.03), p(0.72, 0)]),
    // Like an S.
    Allograph(
      weight: 2, looseness: 1.15,
      [
        p(0.58, 0.03), p(0.34, 0.02), p(0.14, 0.12), p(0.1, 0.3), p(0.26, 0.44),
        p(0.48, 0.58), p(0.52, 0.8), p(0.34, 0.98), p(0, 0.96),
      ]),
    // A long bar and a small bow.
    Allograph(
      weight: 2, looseness: 1.15,
      [
        p(0.9, 0.02), p(0.64, 0.04), p(0.36, 0.1, corner: 0.6), p(0.3, 0.28),
        p(0.26, 0.46, corner: 0.5), p(0.44, 0.5), p(0.52, 0.7), p(0.4, 0.92), p(0.18, 0.98),
        p(0, 0.86),
      ]),
    // The bow ends in a straight tail.
    Allograph(
      weight: 1.5, looseness: 1.15,
      [
        p(0.76, 0), p(0.5, 0.03), p(0.26, 0.08, corner: 0.7), p(0.21, 0.25),
        p(0.17, 0.42, corner: 0.7), p(0.38, 0.42), p(0.52, 0.56), p(0.45, 0.76), p(0.26, 0.91),
        p(0.04, 1),
      ]),
    // A bar that climbs from the neck.
    Allograph(
      weight: 1.5, looseness: 1.15,
      [
        p(0.2, 0.16), p(0.15, 0.3), p(0.1, 0.46, corner: 0.5), p(0.32, 0.44), p(0.5, 0.58),
        p(0.5, 0.82), p(0.32, 1), p(0.12, 0.99), p(0, 0.9),
      ],
      [p(0.2, 0.16, closing: [-0.04, 0.02]), p(0.44, 0.1), p(0.76, 0)]),
    // The lower bow curls in.
    Allograph(
      weight: 1, looseness: 1.15,
      [
        p(0.6, 0.02), p(0.36, 0.03), p(0.14, 0.06, corner: 0.6), p(0.12, 0.26),
        p(0.12, 0.42, corner: 0.4), p(0.36, 0.38), p(0.56, 0.56), p(0.54, 0.84), p(0.34, 1),
        p(0.1, 0.96), p(0.03, 0.8), p(0.16, 0.72, closing: [0.08, 0]),
      ]),
  ]
}
