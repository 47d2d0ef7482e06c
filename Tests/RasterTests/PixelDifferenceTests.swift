import Testing

@testable import Raster

@Suite struct PixelDifferenceTests {
  private let white = Color(grey: 255)

  @Test func equalPicturesDoNotDiffer() {
    let picture = ImageGrid([UInt8](repeating: 9, count: 784), columns: 1).bitmap()
    let difference = PixelDifference(picture, picture)
    #expect(difference.changed == 0 && difference.greatest == 0 && difference.box == nil)
    #expect(difference.mean == 0 && difference.rootMeanSquare == 0)
  }

  @Test func countsWhatChanged() {
    let old = Bitmap(width: 10, height: 8)
    var new = old
    new[2, 3] = Color(red: 255, green: 250, blue: 255)
    new[7, 5] = Color(red: 251, green: 255, blue: 252)
    let difference = PixelDifference(old, new)
    #expect(difference.changed == 2 && difference.share == 2.0 / 80)
    #expect(difference.greatest == 5)
    #expect(difference.mean == Double(5 + 4 + 3) / 240)
    #expect(difference.rootMeanSquare == (Double(25 + 16 + 9) / 240).squareRoot())
    #expect(difference.box == .init(x: 2, y: 3, width: 6, height: 3))
    #expect(PixelDifference(new, old) == difference)
  }

  @Test func whatOnlyOnePictureHasIsChanged() {
    let old = Bitmap(width: 10, height: 8)
    let new = Bitmap(width: 12, height: 5)
    let difference = PixelDifference(old, new)
    #expect(difference.width == 12 && difference.height == 8)
    #expect(difference.changed == 96 - 50)
    #expect(difference.greatest == 255)
    #expect(difference.box == .init(x: 0, y: 0, width: 12, height: 8))
  }

  @Test func theMapShowsOneGreyLevelAsPlainlyAsBlackForWhite() {
    let old = Bitmap(width: 9, height: 9)
    for grey in [254, 0] as [UInt8] {
      var new = old
      new[4, 4] = Color(grey: grey)
      for step in [1, 2] {
        let map = DifferenceMap(old: old, new: new, difference: PixelDifference(old, new))
          .bitmap(step: step)
        #expect(map[4 / step, 4 / step] == DifferenceMap.darker)
        #expect(map.count(of: white) == map.width * map.height - 1)
      }
    }
  }

  @Test func theMapTellsDarkerLighterAndHueApart() {
    var old = Bitmap(width: 3, height: 1, color: Color(grey: 128))
    var new = old
    new[0, 0] = Color(grey: 0)
    new[1, 0] = Color(grey: 255)
    old[2, 0] = Color(red: 200, green: 0, blue: 0)
    new[2, 0] = Color(red: 0, green: 80, blue: 0)
    let map = DifferenceMap(old: old, new: new, difference: PixelDifference(old, new))
      .bitmap(step: 1)
    #expect(map[0, 0].blue > map[0, 0].red)
    #expect(map[1, 0].red > map[1, 0].blue)
    #expect(map[2, 0] == DifferenceMap.otherHue)
  }

  @Test func cellsAreNamedByTheImageThatChanged() {
    let images = [UInt8](repeating: 0, count: 7 * 784)
    var others = images
    others[784 * 1 + 400] = 1
    others[784 * 6 + 783] = 200
    for (title, labels) in [("", []), ("a title", ["first", "second", "third"])] {
      let old = ImageGrid(images, columns: 3, title: title, rowLabels: labels)
      let new = ImageGrid(others, columns: 3, title: title, rowLabels: labels)
      #expect(old.cells.changed(old.bitmap(), new.bitmap()) == [1, 6])
      #expect(
        old.cells.halved.changed(old.bitmap().halved(), new.bitmap().halved()).contains(6))
    }
  }

  @Test func picturesOfAChangeStayInsideTheirFrames() throws {
    let old = Bitmap(width: 40, height: 30, color: Color(grey: 0))
    let new = Bitmap(width: 33, height: 50, color: Color(grey: 0))
    for halved in [true, false] {
      let change = ChangePicture(
        old, new, PixelDifference(old, new), title: "frame 3", halved: halved)
      #expect(change.sideBySide().freeBorder == 10)
      let gif = try DecodedAnimation(gif: change.blinking().gif())
      #expect(gif.frames.count == 2 && gif.delays == [80, 80])
      #expect(gif.frames.allSatisfy { $0.freeBorder == 10 })
      #expect(gif.frames[0] != gif.frames[1])
    }
  }

  @Test func arrowsPointToWhereThingsAre() {
    let plot = ArrowPlot(
      "moved", x: Axis("z1"), y: Axis("z2"),
      arrows: (0..<10).map {
        .init("\($0)", fromX: Double($0) - 5, fromY: 0, toX: 4 - Double($0), toY: Double($0) / 3)
      })
    #expect(plot.bitmap().freeBorder >= 2)
    let empty = ArrowPlot("", x: Axis(""), y: Axis(""), arrows: [])
    #expect(empty.bitmap().width > 0)
    let still = ArrowPlot(
      "", x: Axis(""), y: Axis(""), arrows: [.init("0", fromX: 1, fromY: 1, toX: 1, toY: 1)])
    #expect(still.bitmap().count(of: Style.color(0)) > 20)
  }
}
