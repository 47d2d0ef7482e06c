/// Is told how the record of a running notebook grows.
package protocol RecordFollower: AnyObject {
  /// The record begins, or goes on from what it was at a checkpoint.
  func begin(_ record: RunRecord)

  /// A data set of the record has a new entry, the last one of its order.
  func follow(_ record: RunRecord)
}
