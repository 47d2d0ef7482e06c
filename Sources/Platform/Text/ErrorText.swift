import Foundation

/// An error in words: its own description, or Foundation's shorter one.
package func describe(_ error: any Error) -> String {
  error is any LocalizedError ? error.localizedDescription : "\(error)"
}
