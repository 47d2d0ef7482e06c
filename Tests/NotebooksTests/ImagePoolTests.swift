import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks

@Suite struct ImagePoolTests {
  /// Batches of four pictures of two values, which number them all.
  private func batch(_ number: Int) -> Tensor {
    Tensor([4, 2], (0..<4).flatMap { [Float](repeating: Float(4 * number + $0), count: 2) })
  }

  /// The numbers of pictures, all of whose values agree.
  private func numbers(_ pictures: Tensor) -> [Int] {
    #expect(pictures.column(0) == pictures.column(1))
    return pictures.column(0).map { Int($0) }
  }

  @Test func whileThereIsRoomNewPicturesComeBack() {
    let pool = ImagePool(of: 6, using: RandomStream(key: 1))
    #expect(numbers(pool.exchange(batch(0))) == [0, 1, 2, 3])
    #expect(numbers(pool.exchange(batch(1))).prefix(2) == [4, 5])
  }

  @Test func thenEverySecondOneIsAnOldOneAndNoneComesTwice() {
    let pool = ImagePool(of: 20, using: RandomStream(key: 2))
    var counts = [Int](repeating: 0, count: 4000)
    var old = 0
    for number in 0..<1000 {
      for (place, picture) in numbers(pool.exchange(batch(number))).enumerated() {
        counts[picture] += 1
        // One that has just come may be exchanged for another of its batch.
        old += picture == 4 * number + place ? 0 : 1
      }
    }
    // The first twenty come back while the pool fills, and once more when they leave it.
    #expect(counts[..<20].allSatisfy { 1...2 ~= $0 })
    #expect(counts[20...].allSatisfy { $0 <= 1 })
    #expect(counts[20...].count { $0 == 0 } <= 20)
    // Of 3980 coin tosses the standard deviation is 32.
    #expect(abs(old - 1990) < 128)
  }

  @Test func aPoolWithoutRoomGivesEveryBatchBack() {
    let pool = ImagePool(of: 0, using: RandomStream(key: 3))
    for number in 0..<3 {
      #expect(numbers(pool.exchange(batch(number))) == (4 * number..<4 * number + 4).map { $0 })
    }
  }

  @Test(arguments: [0, 3, 40]) func aRestoredPoolGoesOnAsTheSavedOne(batches: Int) throws {
    func pool() -> ImagePool { ImagePool(of: 30, using: RandomStream(key: 4)) }
    let first = pool(), second = pool()
    for number in 0..<batches { _ = first.exchange(batch(number)) }
    try StateArchive.restore([second], from: StateArchive(saving: [first]).bytes)
    for number in batches..<batches + 20 {
      #expect(first.exchange(batch(number)).values == second.exchange(batch(number)).values)
    }
    #expect(StateArchive(saving: [first]).bytes == StateArchive(saving: [second]).bytes)
  }

  @Test func morePicturesThanAPoolHoldsAreRefused() throws {
    let large = ImagePool(of: 30, using: RandomStream(key: 5))
    for number in 0..<5 { _ = large.exchange(batch(number)) }
    let small = ImagePool(of: 10, using: RandomStream(key: 5))
    #expect(throws: StateError.self) {
      try StateArchive.restore([small], from: StateArchive(saving: [large]).bytes)
    }
  }

  @Test func aTrainingThatDoesNotSaveItsPoolIsRefused() throws {
    let lab = lab(), pool = ImagePool(of: 5, using: RandomStream(key: 6))
    let error = #expect(throws: UnsavedChanges.self) {
      try lab.train(iterations: 3, period: 1, saving: []) { done in
        ["mean": pool.exchange(batch(done)).mean().scalar]
      }
    }
    #expect(error?.description.contains("ImagePool") == true)
  }
}
