import Kernels
import Tensors

/// Finds the variables of a network by looking at its properties.
struct VariableFinder {
  private let network: String
  /// The objects that have been found: another name for one of them adds nothing, nor does a way back to an owner.
  private var seen: Set<ObjectIdentifier> = []
  /// Whether the finder looks into an object that is no part of a network.
  private var isInForeignObject = false

  /// All variables of `network`, each once, in the order of the properties.
  static func variables(of network: any Network) -> [Variable] {
    var finder = VariableFinder(network: network.name)
    finder.seen.insert(ObjectIdentifier(network))
    let variables = finder.variables(inPropertiesOf: network, at: [])
    for variable in variables where variable.parameter.name == nil {
      variable.parameter.name = "\(network.name).\(variable.name)"
    }
    return variables
  }

  private init(network: String) { self.network = network }

  /// The variables in a value of any kind, named from there on; `path` leads to it from the network.
  private mutating func variables(in value: Any, at path: [String]) -> [Variable] {
    switch value {
    case let parameter as Parameter:
      return isNew(parameter)
        ? [Variable("value", parameter, axes: "\(parameter.value.shape)")] : []
    case let layer as any Layer: return variables(of: layer, at: path)
    case let network as any Network:
      return isNew(network) ? variables(inPropertiesOf: network, at: path) : []
    // Optimisers and averages have the parameters of others.
    case is any TrainingState, is Tensor: return []
    default: break
    }
    switch Mirror(reflecting: value).displayStyle {
    case .optional:
      return Mirror(reflecting: value).children.first.map { variables(in: $0.value, at: path) }
        ?? []
    case .collection: return variables(inElementsOf: value, at: path)
    case .dictionary: return variables(inDictionary: value, at: path)
    case .set:
      return refusing(variables(inElementsOf: value, at: path), at: path) {
        "is a set, which has no order: take an array"
      }
    case .class: return variables(inForeign: value as AnyObject, at: path)
    default: return variables(inPropertiesOf: value, at: path)
    }
  }

  private mutating func isNew(_ object: AnyObject) -> Bool {
    seen.insert(ObjectIdentifier(object)).inserted
  }

  /// A layer lists its variables itself. One that keeps others besides would leave them untrained.
  private mutating func variables(of layer: any Layer, at path: [String]) -> [Variable] {
    guard isNew(layer) else { return [] }
    let listed = layer.variables.filter { isNew($0.parameter) }
    if let missed = variables(inPropertiesOf: layer, at: path).first {
      refuse(
        path,
        "is a layer that keeps \(missed.name) and does not list it: name it in \(type(of: layer)).variables"
      )
    }
    return listed
  }

  /// The variables in all stored properties, those of superclasses first.
  private mutating func variables(inPropertiesOf value: Any, at path: [String]) -> [Variable] {
    var mirrors = [Mirror(reflecting: value)]
    while let parent = mirrors[0].superclassMirror { mirrors.insert(parent, at: 0) }
    return mirrors.flatMap(\.children).flatMap { child -> [Variable] in
      var label = child.label ?? ""
      if label.hasPrefix(Self.lazyPrefix) {
        label = String(label.dropFirst(Self.lazyPrefix.count))
        if Self.canHoldLayers(type(of: child.value)) {
          refuse(path + [label], "is lazy, and not there before it is used: make it a `let`")
        }
        return []
      }
      // The members of a tuple without names are `.0` and `.1`.
      if label.hasPrefix(".") { label.removeFirst() }
      return variables(in: child.value, at: path + [label]).map { $0.inside(label) }
    }
  }

  private static let lazyPrefix = "$__lazy_storage_$_"

  /// Elements are numbered from 1.
  private mutating func variables(inElementsOf value: Any, at path: [String]) -> [Variable] {
    if Self.isPlain(value) { return [] }
    return Mirror(reflecting: value).children.enumerated().flatMap { index, child in
      variables(in: child.value, at: path + ["\(index + 1)"]).map { $0.inside("\(index + 1)") }
    }
  }

  /// Entries are taken in the order of their keys: numbers by value, texts by their UTF-8 bytes.
  private mutating func variables(inDictionary value: Any, at path: [String]) -> [Variable] {
    if Self.isPlain(value) { return [] }
    let entries = Mirror(reflecting: value).children.map { entry in
      Mirror(reflecting: entry.value).children.map(\.value)
    }
    let ordered: [(key: String, value: Any)]
    if value is [Int: Any] {
      ordered = entries.sorted { ($0[0] as? Int ?? 0) < ($1[0] as? Int ?? 0) }.map {
        ("\($0[0])", $0[1])
      }
    } else if value is [String: Any] {
      ordered = entries.map { ("\($0[0])", $0[1]) }.sorted {
        $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
    } else {
      let found = entries.flatMap { variables(in: $0[1], at: path) }
      return refusing(found, at: path) {
        "is a dictionary whose keys have no order here: take texts or whole numbers for keys"
      }
    }
    return ordered.flatMap { key, value in
      variables(in: value, at: path + [key]).map { $0.inside(key) }
    }
  }

  /// An object that is neither layer nor network may be anything, with ways to everything: layers are not taken from it.
  /// One that has some of its own is taken for a part of the network by mistake.
  private mutating func variables(inForeign object: AnyObject, at path: [String]) -> [Variable] {
    guard !isInForeignObject, isNew(object) else { return [] }
    isInForeignObject = true
    defer { isInForeignObject = false }
    return refusing(variables(inPropertiesOf: object, at: path), at: path) {
      "is a \(type(of: object)), which holds layers and is no network: declare it a `Network`"
    }
  }

  private func refusing(
    _ found: [Variable], at path: [String], _ problem: () -> String
  ) -> [Variable] {
    if !found.isEmpty { refuse(path, problem()) }
    return []
  }

  private func refuse(_ path: [String], _ problem: String) {
    require(
      false,
      "the layers of \(([network] + path).joined(separator: ".")) cannot be found: it \(problem)")
  }
}

extension VariableFinder {
  /// Whether all elements are numbers, texts or truth values: there may be millions.
  private static func isPlain(_ value: Any) -> Bool {
    guard let element = (type(of: value) as? any Container.Type)?.element else { return false }
    return element is any Numeric.Type || element is String.Type || element is Bool.Type
  }

  /// Whether a value of this type can be, or contain, a layer, a network or a parameter.
  private static func canHoldLayers(_ type: Any.Type) -> Bool {
    if let container = type as? any Container.Type { return canHoldLayers(container.element) }
    return type is any Layer.Type || type is any Network.Type || type is Parameter.Type
      || type == (any Layer).self || type == (any Network).self
  }
}

/// A type of values with elements of one type.
private protocol Container { static var element: Any.Type { get } }

extension Optional: Container { fileprivate static var element: Any.Type { Wrapped.self } }
extension Array: Container { fileprivate static var element: Any.Type { Element.self } }
extension ArraySlice: Container { fileprivate static var element: Any.Type { Element.self } }
extension ContiguousArray: Container { fileprivate static var element: Any.Type { Element.self } }
extension Set: Container { fileprivate static var element: Any.Type { Element.self } }
extension Dictionary: Container { fileprivate static var element: Any.Type { Value.self } }
