/// Pictures that resemble each other, as old and new or the frames of an animation do, without loss in half as many bytes as
/// PNG files.
///
/// Deflate sees no farther than 32 KiB, less than a frame, and finds only what repeats exactly. Here each pixel is told by
/// what is around it and by the picture before: whether it is that of the earlier picture, else of its left or
/// upper neighbour, and only else which colour. How probable each answer is, is learned from the pictures for
/// every constellation of the neighbours. All in whole numbers, so that `film.js` reads it with the same ones.
///
/// Everything goes through an `ArithmeticEncoder`: 16 bits for the number of pictures, 24 for that of the colours less 1,
/// 24 for each colour, 24 each for the width and the height that hold every picture; then, of each picture, 24 bits for its
/// width, 24 for its height, 2 for how many pictures before it the one lies that it is compared with, 0 for none, and its pixels
/// row by row.
package struct Film {
  private var encoder = ArithmeticEncoder()
  private var model: FilmModel

  /// The pictures in few bytes.
  ///
  /// - Parameter pictures: at least one and at most 65,535, of any sizes. Each is compared with one of the two before it, so
  ///   two animations go frame by frame, in turn.
  package static func bytes(of pictures: [Bitmap]) -> [UInt8] {
    let room = (
      width: pictures.map(\.width).max() ?? 0, height: pictures.map(\.height).max() ?? 0
    )
    var colors = FilmColors()
    var planes = pictures.map { FilmPlane($0, room: room, colors: &colors) }
    let numbers = colors.sort()
    for index in planes.indices { planes[index].renumber(numbers) }

    var film = Film(model: FilmModel(colors: colors.codes.count))
    film.encoder.write(planes.count, bits: 16)
    film.encoder.write(colors.codes.count - 1, bits: 24)
    for code in colors.codes { film.encoder.write(Int(code), bits: 24) }
    film.encoder.write(room.width, bits: 24)
    film.encoder.write(room.height, bits: 24)
    let nothing = FilmPlane(width: 0, height: 0, room: room)
    for (index, plane) in planes.enumerated() {
      let before = planes[max(0, index - 2)..<index]
      let distance = Self.distance(of: plane, to: Array(before))
      film.encoder.write(plane.width, bits: 24)
      film.encoder.write(plane.height, bits: 24)
      film.encoder.write(distance, bits: 2)
      film.write(plane, after: distance == 0 ? nothing : planes[index - distance])
    }
    return film.encoder.finished()
  }

  /// How many places before it the one of the pictures `before` lies that agrees most with it.
  private static func distance(of plane: FilmPlane, to before: [FilmPlane]) -> Int {
    if before.count < 2 { return before.count }
    return plane.agreement(with: before[0]) > plane.agreement(with: before[1]) ? 2 : 1
  }

  private mutating func write(_ plane: FilmPlane, after earlier: FilmPlane) {
    plane.numbers.withUnsafeBufferPointer { pixels in
      earlier.numbers.withUnsafeBufferPointer { earlier in
        for y in 0..<plane.height {
          let row = plane.start(ofRow: y)
          for at in row..<row + plane.width {
            let around = FilmNeighbours(pixels, earlier, at: at, stride: plane.stride)
            model.write(Int(pixels[at]), around, to: &encoder)
          }
        }
      }
    }
  }
}
