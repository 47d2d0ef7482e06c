import Platform

/// What stands above the difference of the commit that a bisection found.
package struct BisectionHeading {
  package let subject: Subject
  package let change: Bisection.Change

  package init(subject: Subject, change: Bisection.Change) {
    self.subject = subject
    self.change = change
  }

  /// `metric loss/test of mnist/vae`.
  var subjectText: String {
    "\(subject.text) of "
      + change.places.map(\.path).joined(separator: ", ", last: " and ")
  }

  /// For a terminal.
  package func text(_ paint: Paint) -> String {
    let commit = change.commit
    return [
      "\(Paint.clean(subjectText)) changed first in",
      paint.yellow("commit \(commit.hash)"),
      "  \(Paint.clean(commit.author)), \(commit.date)",
      "  \(Paint.clean(commit.subject))",
    ].joined(separator: "\n")
  }
}
