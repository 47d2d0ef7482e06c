import Notebooks

/// What `--version` tells.
enum ProgramVersion {
  /// The program's version.
  static let number = "1.0.0"

  /// The instructions that the kernels were compiled for.
  static var vectors: String {
    #if AVX512
      "avx512"
    #elseif SCALAR
      "scalar"
    #elseif arch(x86_64)
      "avx2"
    #else
      "neon"
    #endif
  }

  /// The version, compiler and vectors; and the commit of the sources, where they are still at hand.
  static func text(of sources: ProgramSources) -> String {
    var lines = [
      "experiments \(number)", "  compiler  Swift \(Provenance.compiler)", "  vectors   \(vectors)",
      "  library   SHA-256 \(sources.librarySHA256)",
    ]
    let checkout = Checkout.own
    if let commit = checkout.commit() {
      lines.append("  sources   \(checkout.root), now at \(commit)")
    }
    return lines.joined(separator: "\n")
  }
}
