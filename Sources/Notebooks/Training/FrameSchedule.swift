import Kernels

/// When an animation of training takes its frames: often at first, then ever more rarely.
public struct FrameSchedule: Sendable {
  /// The numbers of epochs after which there is a frame, ascending.
  public let epochs: [Int]

  /// The articles' schedule, ⌊i^1.701⌋ for i = 0, 1, 2 … along with the first nine epochs and the last.
  public init(upTo last: Int) {
    var frames = Set((0..<10).filter { $0 <= last } + [last])
    for index in 1... {
      let epoch = Int(Elementary.exp(1.701 * Elementary.log(Float(index))))
      if epoch >= last { break }
      frames.insert(epoch)
    }
    epochs = frames.sorted()
  }

  /// Whether there is a frame after `epoch` epochs.
  public func contains(_ epoch: Int) -> Bool { epochs.contains(epoch) }
}
