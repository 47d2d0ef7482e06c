/// What the program's exit codes mean.
package enum ExitStatus {
  package static let success: Int32 = 0
  package static let failedClaim: Int32 = 1
  package static let different: Int32 = 1
  package static let failedRun: Int32 = 1
  package static let trouble: Int32 = 2
  package static let usage: Int32 = 64
}
