extension Notebook {
  /// A copy with other settings, to be trained beside the notebook itself.
  ///
  ///     let unsmoothed = variant { $0.labelSmoothing = 0 }
  ///
  /// - Parameter change: changes the settings of the copy.
  public func variant(_ change: (inout Self) -> Void) -> Self {
    var variant = self
    change(&variant)
    return variant
  }
}
