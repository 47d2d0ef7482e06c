import Foundation

/// The processor that the program runs on.
package enum Processor {
  /// Its name as the system gives it.
  package static var name: String { field("model name", in: information) ?? "unknown" }

  /// What it has of the extensions that a build could use.
  package static var features: [String] {
    let known = ["avx2", "fma", "avx512f", "avx512bw", "avx512vl", "asimd", "sve"]
    let line = field("flags", in: information) ?? field("Features", in: information) ?? ""
    let flags = line.split(separator: " ")
    return known.filter { flags.contains(Substring($0)) }
  }

  /// What a processor lacks for this program, in one line; nil where it has everything.
  ///
  /// The kernels are compiled for AVX2 and FMA, or for AVX-512 where the building machine had it; without them
  /// the program would end with an illegal instruction.
  package static var shortcoming: String? {
    #if arch(x86_64) && os(Linux)
      return shortcoming(of: information, needsAVX512: wasBuiltForAVX512)
    #else
      return nil
    #endif
  }

  /// The same for the text of `/proc/cpuinfo`.
  static func shortcoming(of information: String, needsAVX512: Bool = false) -> String? {
    guard let flags = field("flags", in: information)?.split(separator: " ") else { return nil }
    let missing = ["avx2", "fma"].filter { !flags.contains(Substring($0)) }
    if !missing.isEmpty {
      return
        "this processor has no \(missing.map { $0.uppercased() }.joined(separator: " and no ")): "
        + "the program needs x86-64 with AVX2 and FMA (Intel since 2013, AMD since 2015), or arm64"
    }
    if needsAVX512 && !flags.contains("avx512vl") {
      return
        "this program was built for AVX-512, which this processor does not have: build it here, or with "
        + "EXPERIMENTS_VECTORS=avx2; the results are the same"
    }
    return nil
  }

  /// Whether `Package.swift` has found AVX-512 on the machine that built the program.
  private static var wasBuiltForAVX512: Bool {
    #if AVX512
      true
    #else
      false
    #endif
  }

  private static var information: String {
    (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  }

  private static func field(_ name: String, in information: String) -> String? {
    for line in information.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingBlanksAtEnd() == name {
        return String(parts[1].drop { $0 == " " })
      }
    }
    return nil
  }
}
