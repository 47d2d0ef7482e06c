import Raster
import Records

extension DifferenceJSON {
  /// What changed in a picture.
  struct FigureEntry: Encodable {
    private let file: String, name: String, text: String, kind: String
    /// Which sides have no picture but what LFS keeps in its place, or a damaged file; absent where both have one.
    private var pointer: Sides?
    private var damaged: Sides?
    /// Absent for still pictures.
    private var animation: AnimationEntry?
    /// The frame, from 1, that `pixels` tells of; absent for still pictures.
    private var frame: Int?
    private var pixels: PixelsEntry?
    /// The pictures of the change; absent where there are not two to compare.
    private var sideBySide: String?
    private var blinking: String?

    private struct Sides: Encodable { let old: Bool, new: Bool }

    private struct AnimationEntry: Encodable {
      let oldFrames: Int, newFrames: Int
      /// From 1.
      let frames: [Int], delays: [Int]

      enum CodingKeys: String, CodingKey {
        case frames, delays
        case oldFrames = "old_frames"
        case newFrames = "new_frames"
      }
    }

    private enum CodingKeys: String, CodingKey {
      case file, name, text, kind, pointer, damaged, animation, frame, pixels, blinking
      case sideBySide = "side_by_side"
    }

    init(_ change: FigureChange, of notebook: NotebookDifference, pictures: String) {
      file = change.file
      name = change.name
      text = ChangeWords.figure(change)
      switch change.content {
      case .added: kind = "added"
      case .removed: kind = "removed"
      case .unreadable(let old, let new):
        let sides = Sides(old: old != nil, new: new != nil)
        let isPointer = old == .pointer || new == .pointer
        kind = isPointer ? "pointer" : "damaged"
        (pointer, damaged) = isPointer ? (sides, nil) : (nil, sides)
      case .still(let still):
        kind = "changed"
        pixels = PixelsEntry(still)
      case .animation(let change):
        kind = "changed"
        animation = AnimationEntry(
          oldFrames: change.oldCount, newFrames: change.newCount,
          frames: change.frames.map { $0 + 1 }, delays: change.delays.map { $0 + 1 })
        frame = change.most.map { $0.frame + 1 }
        pixels = (change.most?.change).map(PixelsEntry.init)
      }
      if change.drawn != nil {
        sideBySide = "\(pictures)/\(notebook.path(of: change, "png"))"
        blinking = "\(pictures)/\(notebook.path(of: change, "gif"))"
      }
    }
  }

  /// How the pixels of two pictures differ.
  private struct PixelsEntry: Encodable {
    /// Width and height.
    let oldSize: [Int], newSize: [Int]
    let changed: Int, share: Double, greatest: Int, mean: Double, rootMeanSquare: Double
    /// Left, top, width and height.
    @NullWhenNil var box: [Int]?
    /// The images of a grid that changed, from 1.
    @NullWhenNil var cells: [Int]?

    private enum CodingKeys: String, CodingKey {
      case changed, share, greatest, mean, box, cells
      case oldSize = "old_size"
      case newSize = "new_size"
      case rootMeanSquare = "root_mean_square"
    }

    init(_ change: StillChange) {
      let pixels = change.pixels
      oldSize = [change.oldSize.width, change.oldSize.height]
      newSize = [change.newSize.width, change.newSize.height]
      changed = pixels.changed
      share = pixels.share
      greatest = pixels.greatest
      mean = pixels.mean
      rootMeanSquare = pixels.rootMeanSquare
      box = pixels.box.map { [$0.x, $0.y, $0.width, $0.height] }
      cells = change.cells.map { $0.changed.map { $0 + 1 } }
    }
  }
}
