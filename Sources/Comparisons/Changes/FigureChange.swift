import Raster

/// A picture of a notebook that shows something else, came, went or cannot be read.
struct FigureChange: Sendable {
  /// The file from the folder of the notebook: `figures/manifold.gif`.
  let file: String
  /// The file's name without folders and extension: `manifold`.
  let name: String
  /// The bytes of the file; nil on a side that does not have it.
  let old: [UInt8]?
  let new: [UInt8]?
  /// The width at which it is shown, in pixels of a web page; nil where nothing is said.
  let shownWidth: Int?
  let content: Content
  /// Nil where nothing is wrong.
  let doubt: Doubt?
  /// Pictures of the change; nil where there are not two pictures.
  let drawn: Drawn?

  /// What happened.
  enum Content: Sendable, Equatable {
    case added
    case removed
    case still(StillChange)
    case animation(AnimationChange)
    /// The file of a side is no picture.
    case unreadable(old: Unreadable?, new: Unreadable?)
  }

  /// Why a file cannot be read as a picture.
  enum Unreadable: Sendable, Equatable {
    /// It is damaged, or something else.
    case damaged
    /// It is what git keeps in place of a file that Git LFS tracks.
    case pointer
  }

  /// What does not fit between the file and `metrics.json` of its side.
  enum Doubt: Sendable, Equatable {
    /// The new `metrics.json` tells of the file, and it is not there.
    case missing
    /// The pixels are not those whose digest `metrics.json` of these sides tells.
    case edited(old: Bool, new: Bool)
    /// Both `metrics.json` tell the same pixels: the file of one side is not the run's.
    case editedSomewhere
  }

  /// The files that show a change.
  struct Drawn: Sendable, Equatable {
    /// PNG: old, new and amplified difference side by side.
    let sideBySide: [UInt8]
    /// GIF that blinks between old and new.
    let blinking: [UInt8]
  }

  /// Whether the run, and nothing that happened to the file, explains the change.
  var isDrawnOtherwise: Bool {
    if case .unreadable = content { false } else { doubt == nil }
  }

  /// Whether the file moves.
  var isAnimated: Bool { file.hasSuffix(".gif") }
}

/// How a still picture changed.
struct StillChange: Sendable, Equatable {
  let oldSize: Size
  let newSize: Size
  let pixels: PixelDifference
  /// The images of a digit grid that changed; nil for other figures.
  let cells: Cells?

  struct Size: Sendable, Equatable {
    let width: Int, height: Int
    init(_ bitmap: Bitmap) { (width, height) = (bitmap.width, bitmap.height) }
  }

  /// Row by row, from 0.
  struct Cells: Sendable, Equatable {
    let changed: [Int]
    let columns: Int
    let count: Int

    init?(_ grid: ImageGrid.Cells?, _ old: Bitmap, _ new: Bitmap) {
      guard let grid, old.width == new.width, old.height == new.height else { return nil }
      changed = grid.changed(old, new)
      columns = grid.columns
      count = grid.count
    }
  }
}

/// How an animation changed.
struct AnimationChange: Sendable, Equatable {
  let oldCount: Int
  let newCount: Int
  /// The frames that differ, from 0; those that only one side has among them.
  let frames: [Int]
  /// The frames whose delays differ, from 0.
  let delays: [Int]
  /// The frame that both sides have and that changed most, and how; nil where all of those are equal.
  let most: (frame: Int, change: StillChange)?

  static func == (one: AnimationChange, other: AnimationChange) -> Bool {
    one.oldCount == other.oldCount && one.newCount == other.newCount && one.frames == other.frames
      && one.delays == other.delays && one.most?.frame == other.most?.frame
      && one.most?.change == other.most?.change
  }
}
