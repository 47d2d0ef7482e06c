import Records

/// An experiment that is also its own article: one Swift file whose `//:` lines are Markdown.
///
/// The report has its prose, its code and what it leaves; imports and what is declared here for the program stay out, for the
/// report has the settings as a table. `//:include Shared/NAME.swift` puts another file of the folder of notebooks there.
///
/// A notebook is made with `init()`, given the settings of the profile and the command line, and run
/// once. It draws all its randomness from the lab's named streams and leaves all its results with
/// the lab, so that the same notebook, seed and data give the same bits everywhere.
///
/// ```swift
/// struct VAE: Notebook {
///   static let name = "vae"
///   static let title = "Variational autoencoder"
///   static let summary = "Digits on a plane of two latent variables"
///   static let minutes = Minutes(smoke: 0.1, standard: 3, article: 60)
///   static let sourcePath = #filePath
///   @Setting("passes over the training digits", smoke: 1, article: 1000) var epochs = 60
///   var work: Double { Double(epochs) }
///   func run(in lab: Lab) throws { … }
/// }
/// ```
public protocol Notebook: SendableMetatype {
  /// A notebook with the settings of the standard profile.
  init()

  /// The name on the command line and of the folder of results: lower-case words joined by `-`.
  static var name: String { get }

  /// The title of the article.
  static var title: String { get }

  /// What the notebook shows, in one line without a full stop.
  static var summary: String { get }

  /// What the notebook reproduces: the report begins with it. None unless a notebook says otherwise.
  static var articles: [Article] { get }

  /// What it rests on besides, in the order of the years: the report ends with all. None unless a notebook says otherwise.
  static var references: [Citation] { get }

  /// What is computed from what: each is drawn in the report where it is declared. None unless a notebook says otherwise.
  static var diagrams: [Diagram] { get }

  /// How long a run takes, measured on two cores of an AMD EPYC (Zen 5, AVX-512) that have nothing else to do.
  static var minutes: Minutes { get }

  /// How much a run with these settings has to compute, in any unit: passes times digits, say. What a run takes
  /// longer than one at the smoke profile is expected to grow with it. Every run has the same unless a notebook
  /// says otherwise.
  var work: Double { get }

  /// The data sets that the notebook takes besides the one that the command line chose, for ``Lab/domain(_:images:)``:
  /// `strokes`, `mnist` or the path of a folder with IDX files, each. None unless a notebook says otherwise.
  ///
  /// They belong to what a run is: their digests stand in the results, and results of others are not fresh.
  ///
  /// - Parameter data: the name of the chosen one, so that `strokes` can be translated to `mnist` and back.
  func domains(besides data: String) -> [String]

  /// Where the source file was when it was compiled: `#filePath`, written in that file.
  static var sourcePath: String { get }

  /// Does the experiment and leaves every result with `lab`.
  func run(in lab: Lab) throws
}

/// Minutes that a run takes, for each profile.
public struct Minutes: Sendable, Equatable {
  /// Minutes at the smoke profile.
  public let smoke: Double
  /// Minutes at the standard profile.
  public let standard: Double
  /// Minutes at the article profile.
  public let article: Double

  /// Minutes for each profile.
  public init(smoke: Double, standard: Double, article: Double) {
    self.smoke = smoke
    self.standard = standard
    self.article = article
  }

  /// The minutes at `profile`.
  public subscript(profile: Profile) -> Double {
    switch profile {
    case .smoke: smoke
    case .standard: standard
    case .article: article
    }
  }
}
