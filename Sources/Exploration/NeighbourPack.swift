import Records

/// How neighbours of a batch become the channels of one image: a reshape of the batch, a slice of it for each of them, and their
/// concatenation along the last axis.
struct NeighbourPack {
  /// What a step is to the pack.
  enum Role: Equatable {
    /// Something else.
    case none
    /// A step on the way.
    case part
    /// The one after which so many images are one.
    case last(images: Int)
  }

  private var rows: String?
  private var images = 0
  /// Which image a step has made.
  private var parts: [String: Int] = [:]

  /// Looks at the next step.
  ///
  /// - Parameters:
  ///   - operands: the inputs and steps that it takes.
  ///   - chain: what the steps before have made of the input.
  mutating func role(
    of step: Architecture.Step, operands: [String], after chain: String
  ) throws -> Role {
    if rows == nil {
      guard step.kind == "reshape", operands == [chain],
        case .batch(times: 1, over: let images) = step.shape[0], images > 1
      else { return .none }
      rows = step.name
      self.images = images
      return .part
    }
    switch step.kind {
    case "slice" where operands == [rows]:
      let start = try step.integer("start")
      parts[step.name] = start / max(1, try step.integer("end") - start)
      return .part
    case "reshape" where operands.count == 1 && parts[operands[0]] != nil:
      parts[step.name] = parts[operands[0]]
      return .part
    case "concatenation" where operands.compactMap { parts[$0] } == Array(0..<images):
      return .last(images: images)
    default: return .none
    }
  }
}
