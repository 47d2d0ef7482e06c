import Tensors

extension NonFiniteOperationTests {
  /// Operations on images that are not convolutions of the usual kind.
  static let images: [Operation] = [
    Operation(
      "convolvedTransposed(with:bias:stride:activation:)", [[1, 3, 2, 2], [4, 4, 3, 2], [3]]
    ) { $0[0].convolvedTransposed(with: $0[1], bias: $0[2], stride: 2) },
    Operation("averagePooled(size:stride:)", [[1, 5, 4, 2]]) { $0[0].averagePooled() },
    Operation("padded(top:bottom:left:right:_:)", [[1, 3, 2, 2]]) {
      $0[0].padded(by: 1, .reflecting)
    },
    Operation("resized(height:width:_:)", [[1, 3, 2, 2]]) {
      $0[0].resized(height: 5, width: 4, .bicubic)
    },
    Operation("pixelShuffled(scale:)", [[1, 3, 2, 8]]) { $0[0].pixelShuffled(scale: 2) },
    Operation("pixelUnshuffled(scale:)", [[1, 4, 2, 2]]) { $0[0].pixelUnshuffled(scale: 2) },
    Operation("batchNormalized(moments:scale:offset:epsilon:)", [[6, 3], [3], [3]]) {
      let mean = Tensor([3], repeating: 0.5)
      return $0[0].batchNormalized(
        moments: (mean, mean), scale: $0[1], offset: $0[2], epsilon: 1e-3
      ).output
    },
    Operation("instanceNormalized(scale:offset:epsilon:)", [[2, 3, 2, 2], [2], [2]]) {
      $0[0].instanceNormalized(scale: $0[1], offset: $0[2], epsilon: 1e-3)
    },
  ]
}
