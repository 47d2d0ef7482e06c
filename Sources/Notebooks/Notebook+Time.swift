import Records

/// The machine that notebooks' minutes were measured on.
package enum ReferenceMachine {
  package static let name = "two cores of an AMD EPYC (Zen 5, AVX-512)"
}

extension Notebook {
  /// The work of every run is the same, as far as settings go.
  public var work: Double { 1 }

  /// The chosen data alone.
  public func domains(besides data: String) -> [String] { [] }

  /// It reproduces nothing in particular.
  public static var articles: [Article] { [] }

  /// It names no publications.
  public static var references: [Citation] { [] }

  /// It draws no diagrams.
  public static var diagrams: [Diagram] { [] }

  /// Minutes that a run with the settings as they are takes on the machine that `minutes` were measured on.
  ///
  /// A smoke run trains hardly at all, so its time is what a run takes besides; what a run at `profile` takes
  /// longer grows with `work`. At the smoke profile itself work costs what it costs at the standard profile.
  package func minutes(at profile: Profile) -> Double {
    let smoke = Self.preset(.smoke).work
    let other = profile == .smoke ? .standard : profile
    let slope = (Self.minutes[other] - Self.minutes.smoke) / (Self.preset(other).work - smoke)
    let minutes = Self.minutes.smoke + slope * (work - smoke)
    // Without a difference in work there is nothing to tell how time grows with it.
    return slope.isFinite && minutes.isFinite ? max(0, minutes) : Self.minutes[profile]
  }
}
