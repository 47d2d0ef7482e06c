import Kernels
import Layers
import Tensors

/// A pool of a generator's earlier pictures, from which its discriminator learns besides the newest ones (Shrivastava
/// and others, 2017): a generator cannot win by going back and forth between two kinds of pictures, each of which its
/// discriminator has just forgotten.
///
/// Its pictures are a part of the training's state.
public final class ImagePool: TrainingState {
  /// The number of pictures that are kept at most.
  public let capacity: Int
  /// The pictures, one after the other, `size` numbers each.
  private var pictures: [Float] = []
  /// Numbers in a picture; 0 before the first one.
  private var size = 0
  /// The number of batches exchanged so far: what the stream is indexed by.
  private var batchesDone = 0
  private let stream: RandomStream

  /// An empty pool.
  ///
  /// - Parameters:
  ///   - capacity: how many pictures are kept; with 0 every batch comes back as it is.
  ///   - stream: decides which pictures stay and which come back.
  public init(of capacity: Int, using stream: RandomStream) {
    require(capacity >= 0, "a pool of \(capacity) pictures")
    self.capacity = capacity
    self.stream = stream
  }

  /// Takes a batch of new pictures and gives one of the same size: while there is room each new one is kept and comes
  /// back; then for every second one, by chance, an old one comes back, whose place it takes.
  ///
  /// - Parameter new: [n, values], of one size at every call.
  /// - Returns: pictures without a past, the same shape.
  public func exchange(_ new: Tensor) -> Tensor {
    ChangeLog.note(self)
    require(
      new.shape.count == 2 && (size == 0 || new.shape[1] == size),
      "pictures of shape \(new.shape) for a pool of pictures of \(size) values")
    size = new.shape[1]
    let random = stream.at(step: UInt64(batchesDone))
    batchesDone += 1
    var batch = new.values
    for index in 0..<new.shape[0] {
      let picture = index * size..<(index + 1) * size
      if pictures.count < capacity * size {
        pictures += batch[picture]
      } else if capacity > 0, random.uniform(2 * index) < 0.5 {
        let place = Int(random.uniform(2 * index + 1) * Float(capacity)) * size
        for (offset, element) in picture.enumerated() {
          (batch[element], pictures[place + offset]) = (pictures[place + offset], batch[element])
        }
      }
    }
    return Tensor(new.shape, batch)
  }

  /// The pictures, their size and the number of batches.
  public func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange("pictures", &pictures)
    try archive.exchange("size of a picture", &size)
    try archive.exchange("batches exchanged", &batchesDone)
    let isWhole = size > 0 ? pictures.count.isMultiple(of: size) : pictures.isEmpty
    guard size >= 0, isWhole, pictures.count <= capacity * max(size, 0), 0...1 << 50 ~= batchesDone
    else {
      throw StateError(
        expected: "a pool of \(capacity) pictures",
        found: "\(pictures.count) numbers of \(size) a picture after \(batchesDone) batches")
    }
  }
}
