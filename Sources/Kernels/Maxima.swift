/// Greatest elements.
public enum Maxima {
  /// The index of the greatest of `count` > 0 elements; of equal ones the first.
  ///
  /// NaN is not greater than anything: it wins only if no element is greater than −∞, and then
  /// index 0 is returned. −0 and +0 are equal.
  public static func indexOfMaximum(_ x: UnsafePointer<Float>, count: Int) -> Int {
    var best = -Float.infinity
    var index = 0
    var i = 0
    if count >= 32 {
      var values = Vector(repeating: -.infinity)
      var places = SIMD16<Int32>()
      var here = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      while count &- i >= 16 {
        let v = load(x + i)
        let greater = v .> values
        values.replace(with: v, where: greater)
        places.replace(with: here, where: greater)
        here = here &+ SIMD16<Int32>(repeating: 16)
        i &+= 16
      }
      for lane in 0..<16 {
        let (value, place) = (values[lane], Int(places[lane]))
        if value > best || value == best && value > -.infinity && place < index {
          (best, index) = (value, place)
        }
      }
    }
    while i < count {
      if x[i] > best { (best, index) = (x[i], i) }
      i &+= 1
    }
    return index
  }

  /// The greatest of `count` > 0 elements, by the rules of `indexOfMaximum`.
  public static func maximum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    x[indexOfMaximum(x, count: count)]
  }
}
