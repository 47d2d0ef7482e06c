import Platform

extension NotebookDifference {
  /// What happened, in a sentence or two: why anything differs, and how far it reaches.
  var summary: String {
    switch presence {
    case .added: return "A new notebook."
    case .removed: return "Its results are gone."
    case .changed: return [cause, reach].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private var cause: String {
    let keys = settings.map(\.name)
    if !keys.isEmpty {
      let names = keys.joined(separator: ", ", last: " and ")
      return "Other \(names): everything else is expected to change."
    }
    switch source?.isProseOnly {
    case true?: return "Only the notebook's prose changed."
    case false?: return "The notebook's code changed."
    case nil where source != nil: return "The notebook's source changed."
    case nil where hasOtherNumbers || figures.contains(where: \.isDrawnOtherwise):
      return "Neither the notebook nor its settings nor its data changed: what it is run by did."
    case nil: return "The notebook is the same."
    }
  }

  private var reach: String {
    if hasOtherNumbers {
      return metrics.isEmpty
        ? "The final metrics are the same to the bit, data sets of the log are not." : ""
    }
    let claimed = claims.isEmpty && newWarnings.isEmpty && goneWarnings.isEmpty
    switch (figures.isEmpty, claimed) {
    case (true, true) where files.isEmpty:
      return "All numbers and pictures are the same to the bit."
    case (true, true):
      let names = files.map(\.file).joined(separator: ", ", last: " and ")
      return "All numbers and pictures are the same to the bit, but not \(names)."
    case (false, true): return "All numbers are the same to the bit; only pictures differ."
    default: return "All numbers are the same to the bit."
    }
  }
}
