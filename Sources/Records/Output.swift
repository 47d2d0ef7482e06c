/// Something that the report shows after the code that made it.
public struct Output: Codable, Equatable, Sendable {
  /// The line of the recording call, from 1.
  public let line: Int
  /// The `#fileID` of the recording call: `experiments/VAE.swift`.
  public let file: String
  /// What is shown.
  public let content: Content

  package init(line: Int, file: String, content: Content) {
    self.line = line
    self.file = file
    self.content = content
  }

  /// What an output can be.
  public enum Content: Codable, Equatable, Sendable {
    /// A still picture.
    case figure(FigureOutput)
    /// A moving picture.
    case animation(AnimationOutput)
    /// A table.
    case table(TableOutput)
    /// A final metric.
    case result(ResultOutput)
    /// A statement of the article, checked.
    case claim(ClaimOutput)
    /// Markdown as it stands.
    case note(String)
    /// A sign of trouble.
    case warning(String)
  }
}

/// A still picture, drawn from the record.
public struct FigureOutput: Codable, Equatable, Sendable {
  /// The name of the file, without folder and extension.
  public let name: String
  /// What the picture shows, as Markdown.
  public let caption: String
  /// How it is drawn.
  public let spec: FigureSpec
  /// Whether it stands for the notebook in the index.
  public let isCover: Bool

  package init(name: String, caption: String, spec: FigureSpec, isCover: Bool) {
    self.name = name
    self.caption = caption
    self.spec = spec
    self.isCover = isCover
  }
}

/// A moving picture, drawn from the record.
public struct AnimationOutput: Codable, Equatable, Sendable {
  /// The name of the files, without folder and extension.
  public let name: String
  /// What the picture shows, as Markdown.
  public let caption: String
  /// How a frame is drawn; data sets given by `.each` differ from frame to frame.
  public let spec: FigureSpec
  /// The path of the steps, one for each frame, and what to call them in the title; nil for none.
  public let steps: AnimationSteps?
  /// At most so many frames are drawn, evenly chosen, the last one among them.
  public let maximumFrames: Int
  /// Hundredths of a second a frame; the last one stays for two seconds.
  public let delay: Int
  /// Whether it stands for the notebook in the index.
  public let isCover: Bool

  package init(
    name: String, caption: String, spec: FigureSpec, steps: AnimationSteps?, maximumFrames: Int,
    delay: Int, isCover: Bool
  ) {
    self.name = name
    self.caption = caption
    self.spec = spec
    self.steps = steps
    self.maximumFrames = maximumFrames
    self.delay = delay
    self.isCover = isCover
  }
}

/// What the title of an animation counts.
public struct AnimationSteps: Codable, Equatable, Sendable {
  /// The path of an integer data set with one entry a frame.
  public let path: String
  /// What an entry is called: `epoch`.
  public let unit: String

  package init(path: String, unit: String) {
    self.path = path
    self.unit = unit
  }
}

/// A table of the report.
public struct TableOutput: Codable, Equatable, Sendable {
  /// What the table shows, as Markdown.
  public let caption: String
  /// The heading of every column.
  public let columns: [String]
  /// The cells of every row.
  public let rows: [[Scalar]]
  /// The final metric that each row shows in its second column, or an empty text; nil for a table of other things.
  public let metrics: [String]?

  package init(
    caption: String, columns: [String], rows: [[Scalar]], metrics: [String]? = nil
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.metrics = metrics
  }
}

/// A final metric.
public struct ResultOutput: Codable, Equatable, Sendable {
  /// The name: lower-case words, parts separated by `/`.
  public let name: String
  /// The value.
  public let value: Scalar
  /// The unit; empty for a pure number.
  public let unit: String
  /// What was measured.
  public let description: String
  /// Whether a table of the report shows the value, so that the article need not list it again.
  public let isTabled: Bool
  /// Which values are better; nil where none are.
  public let better: Direction?

  package init(
    name: String, value: Scalar, unit: String, description: String, isTabled: Bool = false,
    better: Direction? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.description = description
    self.isTabled = isTabled
    self.better = better
  }
}

/// Which values of a measure are better.
public enum Direction: String, Codable, Equatable, Sendable {
  /// The less the better, as for a loss.
  case less
  /// The more the better, as for an accuracy.
  case more
  /// The nearer to 1 the better, as for a ratio to real digits.
  case nearOne = "near 1"
  /// Less is better down to the figure of real digits.
  case notAboveReal = "not above real digits"
}

/// A statement of the article, checked by the run.
public struct ClaimOutput: Codable, Equatable, Sendable {
  /// The statement.
  public let text: String
  /// Whether it holds; nil, and absent from JSON, where it is not about this run.
  public let holds: Bool?
  /// The figures behind it: `152.9 ≤ 153.4`; for a statement that is not about this run the reason.
  public let detail: String

  package init(text: String, holds: Bool?, detail: String) {
    self.text = text
    self.holds = holds
    self.detail = detail
  }
}

extension Sequence<ClaimOutput> {
  /// Those that are about the run.
  package var applicable: [ClaimOutput] { filter { $0.holds != nil } }
}

extension RunRecord {
  /// The claims, in the order in which they were made.
  public var claims: [ClaimOutput] { outputs.compactMap(\.content.claim) }

  /// The final metrics, in the order in which they were left.
  public var results: [ResultOutput] { outputs.compactMap(\.content.result) }
}

extension Output.Content {
  /// The final metric, if it is one.
  package var result: ResultOutput? { if case .result(let result) = self { result } else { nil } }

  /// The claim, if it is one.
  package var claim: ClaimOutput? { if case .claim(let claim) = self { claim } else { nil } }
}
