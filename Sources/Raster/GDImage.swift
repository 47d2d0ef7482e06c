import CGD

/// An image that libgd made, destroyed with its owner.
struct GDImage: ~Copyable {
  let handle: gdImagePtr

  private static let silence: Void = cgd_silence_messages()

  /// Takes over an image; nil becomes an error that says what was being done.
  init(_ handle: gdImagePtr?, _ doing: @autoclosure () -> String) throws(RasterError) {
    guard let handle else { throw RasterError(doing()) }
    self.handle = handle
  }

  /// A palette image of zeros.
  init(paletteWidth width: Int, height: Int) throws(RasterError) {
    try self.init(
      gdImageCreate(Int32(width), Int32(height)),
      "cannot make a palette image of \(width)×\(height) pixels: libgd has no memory for it")
  }

  /// A palette image of given pixels, row-major.
  ///
  /// - Parameters:
  ///   - indices: a colour's index for every pixel.
  ///   - width: pixels in a row.
  ///   - height: the number of rows.
  ///   - colors: the palette.
  ///   - transparent: the index after the palette's last colour, which gets a colour, too, so that images with and without
  ///     transparent pixels have palettes of one size; nil where there are 256 colours.
  ///   - hasTransparency: whether pixels of that index are transparent.
  init(
    _ indices: [UInt8], width: Int, height: Int, colors: [Color], transparent: UInt8?,
    hasTransparency: Bool
  ) throws(RasterError) {
    try self.init(paletteWidth: width, height: height)
    allocate(colors)
    if let transparent {
      allocate([Color(grey: 255)])
      // `gdImageColorTransparent` of libgd 2.3.3 writes beyond a fresh image's colours.
      if hasTransparency { handle.pointee.transparent = Int32(transparent) }
    }
    for y in 0..<height {
      let row = paletteRow(y)
      for x in 0..<width { row[x] = indices[y * width + x] }
    }
  }

  /// A true-colour image of black.
  init(trueColorWidth width: Int, height: Int) throws(RasterError) {
    try self.init(
      gdImageCreateTrueColor(Int32(width), Int32(height)),
      "cannot make an image of \(width)×\(height) pixels: libgd has no memory for it")
  }

  /// The image in a PNG file held in memory.
  init(png: [UInt8]) throws(RasterError) {
    _ = GDImage.silence
    let handle = png.withUnsafeBytes { bytes in
      // libgd does not write to the data, though its parameter is not const.
      gdImageCreateFromPngPtr(
        Int32(bytes.count), UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
    try self.init(
      handle,
      """
      cannot decode a PNG of \(png.count) bytes: libgd finds it damaged, cut short or not a PNG; \
      make the file again
      """)
  }

  deinit {
    gdImageDestroy(handle)
  }

  var width: Int { Int(handle.pointee.sx) }
  var height: Int { Int(handle.pointee.sy) }

  /// The 256 colours of a palette image, unused ones black; nil for a true-colour image.
  var palette: [Color]? {
    if handle.pointee.trueColor != 0 { return nil }
    return (0..<256).map { index in
      let known = index < Int(handle.pointee.colorsTotal)
      let code = known ? cgd_palette_color(handle, Int32(index)) : 0
      return Color(UInt32(truncatingIfNeeded: code) & 0xFFFFFF)
    }
  }

  /// Row `y` of a palette image.
  func paletteRow(_ y: Int) -> UnsafeMutablePointer<UInt8> {
    guard let row = handle.pointee.pixels[y] else {
      fatalError("libgd row \(y) is missing")
    }
    return row
  }

  /// Row `y` of a true-colour image.
  func trueColorRow(_ y: Int) -> UnsafeMutablePointer<Int32> {
    guard let row = handle.pointee.tpixels[y] else {
      fatalError("libgd row \(y) is missing")
    }
    return row
  }

  /// Gives a palette image its colours, in order.
  func allocate(_ colors: [Color]) {
    for color in colors {
      gdImageColorAllocate(handle, Int32(color.red), Int32(color.green), Int32(color.blue))
    }
  }
}

/// Copies the bytes that libgd made and frees its buffer.
func takeBytes(
  _ doing: @autoclosure () -> String,
  _ make: (UnsafeMutablePointer<Int32>) -> UnsafeMutableRawPointer?
) throws(RasterError) -> [UInt8] {
  var size: Int32 = 0
  guard let buffer = make(&size) else { throw RasterError(doing()) }
  defer { gdFree(buffer) }
  return [UInt8](UnsafeRawBufferPointer(start: buffer, count: Int(size)))
}
