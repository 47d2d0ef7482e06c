import Platform
import Records

/// A type that a notebook's setting can have.
///
/// An enumeration of strings needs nothing but the conformance:
/// `enum GeneratorLoss: String, CaseIterable, SettingValue { case saturating, nonSaturating }`.
public protocol SettingValue: ScalarRepresentable, Equatable, Sendable {
  /// What a value looks like, for messages and lists: `a whole number`, `saturating or nonSaturating`.
  static var form: String { get }

  /// The value written as `text` on the command line, or nil where it is not one.
  init?(settingText text: String)
}

extension Int: SettingValue {
  /// What a value looks like.
  public static var form: String { "a whole number" }

  /// Reads digits, which `_` may group.
  public init?(settingText text: String) { self.init(text.filter { $0 != "_" }) }

  /// The value as the log keeps it.
  public var scalar: Scalar { .int(Int64(self)) }
}

extension Double: SettingValue {
  /// What a value looks like.
  public static var form: String { "a number" }

  /// Reads a finite decimal number.
  public init?(settingText text: String) {
    guard let value = Double(text), value.isFinite else { return nil }
    self = value
  }

  /// The value as the log keeps it.
  public var scalar: Scalar { .double(self) }
}

extension Float: SettingValue {
  /// What a value looks like.
  public static var form: String { "a number" }

  /// Reads a finite decimal number.
  public init?(settingText text: String) {
    guard let value = Float(text), value.isFinite else { return nil }
    self = value
  }

  /// The shortest decimal number that is this float, so that the log shows 0.1 and not
  /// 0.10000000149.
  public var scalar: Scalar { .double(Double(description) ?? Double(self)) }
}

extension Bool: SettingValue {
  /// What a value looks like.
  public static var form: String { "true or false" }

  /// Reads `true`, `yes`, `on`, `false`, `no` or `off`.
  public init?(settingText text: String) {
    switch text {
    case "true", "yes", "on": self = true
    case "false", "no", "off": self = false
    default: return nil
    }
  }

  /// The value as the log keeps it.
  public var scalar: Scalar { .bool(self) }
}

extension String: SettingValue {
  /// What a value looks like.
  public static var form: String { "a text" }

  /// Takes the text as it stands.
  public init?(settingText text: String) { self = text }

  /// The value as the log keeps it.
  public var scalar: Scalar { .string(self) }
}

extension SettingValue where Self: CaseIterable & RawRepresentable, RawValue == String {
  /// The names of all cases.
  public static var form: String { allCases.map(\.rawValue).joined(separator: ", ", last: " or ") }

  /// Reads the name of a case.
  public init?(settingText text: String) { self.init(rawValue: text) }

  /// The name of the case.
  public var scalar: Scalar { .string(rawValue) }
}
