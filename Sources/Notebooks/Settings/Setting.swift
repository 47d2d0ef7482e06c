import Records

/// A number, switch or choice that a notebook declares once, with its value for every profile.
///
/// ```swift
/// @Setting("passes over the training digits", smoke: 1, article: 1000) var epochs = 60
/// @Setting("step size of Adam", article: 1e-4, in: 1e-6...1) var learningRate = 1e-3
/// ```
///
/// The value written after `=` is the standard profile's, and that of the other profiles unless they
/// are given their own. `--set epochs=5` on the command line beats all three.
///
/// Settings that several notebooks have stand in a ``SettingGroup``.
@propertyWrapper
public struct Setting<Value: SettingValue> {
  private let declaration: Declaration
  private var current: Current

  /// The value of this run.
  ///
  /// A notebook that trains in several ways sets it in a copy of itself, which changes that copy alone.
  public var wrappedValue: Value {
    get { current.value }
    set { current = Current(newValue) }
  }

  /// A setting without limits.
  ///
  /// - Parameters:
  ///   - wrappedValue: The value at the standard profile.
  ///   - description: What the setting means, with its unit.
  ///   - smoke: The value at the smoke profile; the standard one if nil.
  ///   - article: The value at the article profile; the standard one if nil.
  public init(
    wrappedValue: Value, _ description: String, smoke: Value? = nil, article: Value? = nil
  ) {
    declaration = Declaration(
      description: description, smoke: smoke ?? wrappedValue, standard: wrappedValue,
      article: article, limits: nil, allows: { _ in true })
    current = Current(wrappedValue)
  }

  /// A setting whose value must lie in `limits`, ends included.
  ///
  /// - Parameters:
  ///   - wrappedValue: The value at the standard profile.
  ///   - description: What the setting means, with its unit.
  ///   - smoke: The value at the smoke profile; the standard one if nil.
  ///   - article: The value at the article profile; the standard one if nil.
  ///   - limits: The least and the greatest value that `--set` accepts.
  public init(
    wrappedValue: Value, _ description: String, smoke: Value? = nil, article: Value? = nil,
    in limits: ClosedRange<Value>
  ) where Value: Comparable {
    declaration = Declaration(
      description: description, smoke: smoke ?? wrappedValue, standard: wrappedValue,
      article: article,
      limits: "\(limits.lowerBound.scalar.text) to \(limits.upperBound.scalar.text)",
      allows: { limits.contains($0) })
    current = Current(wrappedValue)
  }

  private struct Declaration {
    let description: String
    let smoke: Value
    let standard: Value
    /// Nil where it is the standard profile's.
    let article: Value?
    let limits: String?
    let allows: (Value) -> Bool
  }

  /// A box: `Mirror` hands out copies of the wrapper, and an override has to reach the original.
  private final class Current {
    var value: Value
    init(_ value: Value) { self.value = value }
  }
}

/// A setting without its type, as `Mirror` finds it in a notebook.
package protocol AnySetting {
  var description: String { get }
  var form: String { get }
  var limits: String? { get }
  var scalar: Scalar { get }
  /// Whether the article profile was given a value of its own.
  var hasArticleValue: Bool { get }
  func value(at profile: Profile) -> Scalar
  func take(_ profile: Profile)
  /// Sets the value written as `text`; returns whether it is one and within the limits.
  func take(text: String) -> Bool
}

extension Setting: AnySetting {
  package var description: String { declaration.description }
  package var form: String { Value.form }
  package var limits: String? { declaration.limits }
  package var scalar: Scalar { current.value.scalar }
  package var hasArticleValue: Bool { declaration.article != nil }

  private func typedValue(at profile: Profile) -> Value {
    switch profile {
    case .smoke: declaration.smoke
    case .standard: declaration.standard
    case .article: declaration.article ?? declaration.standard
    }
  }

  package func value(at profile: Profile) -> Scalar { typedValue(at: profile).scalar }

  package func take(_ profile: Profile) { current.value = typedValue(at: profile) }

  package func take(text: String) -> Bool {
    guard let value = Value(settingText: text), declaration.allows(value) else { return false }
    current.value = value
    return true
  }
}
