import Raster
import Testing

@Suite struct ImageGridTests {
  private func images(_ count: Int, width: Int, height: Int) -> [UInt8] {
    var generator = Generator(5)
    return (0..<count * width * height).map { _ in UInt8(generator.bits() & 255) }
  }

  @Test(arguments: [(1, 0, true), (2, 4, true), (3, 1, false)])
  func everyPixelIsASquareOfTheSameGrey(scale: Int, gap: Int, inkOnWhite: Bool) {
    let (width, height, columns) = (5, 7, 3)
    let images = images(8, width: width, height: height)
    let bitmap = ImageGrid(
      images, imageWidth: width, imageHeight: height, columns: columns, scale: scale, gap: gap,
      inkOnWhite: inkOnWhite
    ).bitmap()
    #expect(bitmap.width == 3 * width * scale + 2 * gap)
    #expect(bitmap.height == 3 * height * scale + 2 * gap)
    for y in 0..<bitmap.height {
      for x in 0..<bitmap.width {
        let (column, dx) = (x / (width * scale + gap), x % (width * scale + gap))
        let (row, dy) = (y / (height * scale + gap), y % (height * scale + gap))
        let index = row * columns + column
        let isGap = dx >= width * scale || dy >= height * scale || index >= 8
        let ink = isGap ? 0 : images[(index * height + dy / scale) * width + dx / scale]
        let grey = isGap ? 255 : inkOnWhite ? 255 - ink : ink
        #expect(bitmap[x, y] == Color(grey: grey))
      }
    }
  }

  @Test func everyPixelOfAColourImageKeepsItsColour() {
    let (width, height, scale, gap) = (5, 3, 2, 3)
    let images = images(4 * 3, width: width, height: height)
    let bitmap = ImageGrid(
      images, channels: 3, imageWidth: width, imageHeight: height, columns: 2, scale: scale,
      gap: gap
    ).bitmap()
    #expect(bitmap.width == 2 * width * scale + gap && bitmap.height == 2 * height * scale + gap)
    for index in 0..<4 {
      for y in 0..<height * scale {
        for x in 0..<width * scale {
          let pixel = 3 * ((index * height + y / scale) * width + x / scale)
          let color = Color(
            red: images[pixel], green: images[pixel + 1], blue: images[pixel + 2])
          let (left, top) = (index % 2 * (width * scale + gap), index / 2 * (height * scale + gap))
          #expect(bitmap[left + x, top + y] == color)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func textTouchesNeitherTheBorderNorTheImages(scale: Int) throws {
    let blank = [UInt8](repeating: 255, count: 12 * 784)
    let grid = ImageGrid(
      blank, columns: 4, title: "Reconstructions of digits by a network with a long name",
      rowLabels: ["original", "VAE, 2 latents", "y"],
      columnLabels: ["seven", "2", "long label", "4"],
      scale: scale)
    let bitmap = grid.bitmap()
    #expect(bitmap.freeBorder >= 5)
    // Every image is black to its edges: nothing is written over it, and white surrounds the grid.
    #expect(bitmap.count(of: Color(grey: 0)) >= 12 * 784 * scale * scale)
    var plain = grid
    plain.title = ""
    plain.rowLabels = []
    plain.columnLabels = []
    let images = plain.bitmap()
    let corner = try #require(find(Color(grey: 0), runs: 28 * scale, in: bitmap))
    for y in 0..<images.height {
      for x in 0..<images.width {
        #expect(bitmap[corner.x + x, corner.y + y] == images[x, y])
      }
      #expect(bitmap[corner.x - 1, corner.y + y] == Color(grey: 255))
    }
    for x in 0..<images.width { #expect(bitmap[corner.x + x, corner.y - 1] == Color(grey: 255)) }
  }

  /// The first pixel from which a colour runs so far to the right and down.
  private func find(_ color: Color, runs: Int, in bitmap: Bitmap) -> (x: Int, y: Int)? {
    for y in 0..<bitmap.height - runs {
      for x in 0..<bitmap.width - runs
      where (0..<runs).allSatisfy({ bitmap[x + $0, y] == color && bitmap[x, y + $0] == color }) {
        return (x, y)
      }
    }
    return nil
  }

  @Test func emptyGridIsAPicture() {
    #expect(ImageGrid([], columns: 3).bitmap().height == 1)
    #expect(ImageGrid([], columns: 3, title: "nothing yet").bitmap().freeBorder >= 5)
  }
}
