import CGD

extension Bitmap {
  /// The picture as libgd's PNG file: indexed when it has at most 256 colours, else true colour. The bytes
  /// depend on the version of zlib, the decoded pixels do not; `PNGFile` has bytes that depend on nothing else.
  ///
  /// - Throws: `RasterError` where libgd or zlib has no memory for it.
  public func png() throws(RasterError) -> [UInt8] {
    let failure =
      "cannot encode a PNG of \(width)×\(height) pixels: libgd or zlib has no memory for it"
    if let (colors, indices) = indexed() {
      let image = try GDImage(paletteWidth: width, height: height)
      image.allocate(colors)
      indices.withUnsafeBufferPointer { source in
        for y in 0..<height {
          let row = image.paletteRow(y)
          for x in 0..<width { row[x] = source[y * width + x] }
        }
      }
      let handle = image.handle
      return try takeBytes(failure) { gdImagePngPtrEx(handle, $0, 9) }
    }
    let image = try GDImage(trueColorWidth: width, height: height)
    pixels.withUnsafeBufferPointer { source in
      for y in 0..<height {
        let row = image.trueColorRow(y)
        for x in 0..<width {
          let i = (y * width + x) * 3
          row[x] = Int32(source[i]) << 16 | Int32(source[i + 1]) << 8 | Int32(source[i + 2])
        }
      }
    }
    let handle = image.handle
    return try takeBytes(failure) { gdImagePngPtrEx(handle, $0, 6) }
  }

  /// The picture in a PNG file. Palettes are resolved, transparency is ignored.
  public static func decoding(png: [UInt8]) throws(RasterError) -> Bitmap {
    let image = try GDImage(png: png)
    var bitmap = Bitmap(width: image.width, height: image.height)
    let (width, height) = (image.width, image.height)
    let palette = image.palette
    bitmap.pixels.withUnsafeMutableBufferPointer { target in
      var to = 0
      for y in 0..<height {
        for x in 0..<width {
          let color =
            if let palette { palette[Int(image.paletteRow(y)[x])] } else {
              Color(UInt32(truncatingIfNeeded: image.trueColorRow(y)[x]) & 0xFFFFFF)
            }
          target[to] = color.red
          target[to + 1] = color.green
          target[to + 2] = color.blue
          to += 3
        }
      }
    }
    return bitmap
  }

  /// The colours in order of first appearance and every pixel's index, if there are at most 256.
  func indexed() -> (colors: [Color], indices: [UInt8])? {
    var colors: [Color] = []
    var known: [UInt32: UInt8] = [:]
    var indices = [UInt8](repeating: 0, count: width * height)
    var last: UInt32 = .max
    var lastIndex: UInt8 = 0
    for i in 0..<width * height {
      let code =
        UInt32(pixels[3 * i]) << 16 | UInt32(pixels[3 * i + 1]) << 8 | UInt32(pixels[3 * i + 2])
      if code != last {
        last = code
        if let index = known[code] {
          lastIndex = index
        } else {
          guard colors.count < 256 else { return nil }
          lastIndex = UInt8(colors.count)
          known[code] = lastIndex
          colors.append(Color(code))
        }
      }
      indices[i] = lastIndex
    }
    return (colors, indices)
  }
}
