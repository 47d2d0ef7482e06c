/// Where files of the results are, seen from one another.
enum ResultAddress {
  /// The page that is made of a Markdown file: `index.html` of `README.md`, which is what web servers show of a folder.
  static func page(of file: String) -> String {
    let parts = file.split(separator: "/").map(String.init)
    let name = parts.last.map { $0 == "README.md" ? "index.html" : "\($0.dropLast(3)).html" } ?? ""
    return (parts.dropLast() + [name]).joined(separator: "/")
  }

  /// The file that a relative address means, from the folder of the results; nil where it is outside of it, or somewhere else
  /// altogether.
  static func file(_ address: String, from file: String) -> String? {
    let path = address.prefix { $0 != "#" }
    if path.isEmpty || path.hasPrefix("/") || hasScheme(address) || path.contains("\\") {
      return nil
    }
    var parts = file.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.isEmpty { return nil }
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// Whether an address begins with `https:` or the like.
  static func hasScheme(_ address: String) -> Bool {
    address.prefix { $0 != "/" && $0 != "#" && $0 != "?" }.contains(":")
  }

  /// The way from the folder of a file to the folder of the results: `../../`.
  static func root(from file: String) -> String {
    String(repeating: "../", count: file.split(separator: "/").count - 1)
  }
}
