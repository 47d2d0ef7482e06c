extension RandomStream {
  /// Writes the uniform elements `element..<element + count` to `out`, the same bits as `uniform`.
  public func fillUniform(
    _ out: UnsafeMutablePointer<Float>, count: Int, from element: Int = 0
  ) {
    for i in 0..<count { out[i] = uniform(element + i) }
  }

  /// Writes the normal elements `element..<element + count` to `out`, the same bits as `normal`.
  public func fillNormal(
    _ out: UnsafeMutablePointer<Float>, count: Int, from element: Int = 0
  ) {
    for i in 0..<count { out[i] = normal(element + i) }
  }
}
