import Foundation
import Platform

/// The measurements as an aligned table, row by row as they come.
struct BenchTable {
  /// Floating-point operations a second that are 100 %.
  let peak: Double
  private static let columns: [(title: String, width: Int)] = [
    ("batch", 6), ("ms", 9), ("min", 9), ("max", 9), ("Gflop", 9), ("GFLOP/s", 9), ("of peak", 9),
    ("MiB", 7), ("ns", 7), ("again", 7),
  ]
  private static let nameWidth = 10

  /// What was measured where.
  static func heading(peak: Peak, threads: Int) -> String {
    "\(Processor.name), \(Processor.features.joined(separator: " "))\n"
      + "\(counted(threads, "thread")), "
      + "peak \(number(peak.all / 1e9)) GFLOP/s, of one thread \(number(peak.one / 1e9))\n\n"
      + row("name", columns.map { $0.title })
  }

  /// One measurement.
  func row(_ measurement: Measurement) -> String {
    let m = measurement
    return Self.row(
      m.name,
      [
        m.batchSize.map(String.init), Self.number(m.median * 1e3), Self.number(m.least * 1e3),
        Self.number(m.greatest * 1e3), m.operations.map { Self.number(Double($0) / 1e9) },
        m.rate.map { Self.number($0 / 1e9) },
        m.rate.map { "\(Self.number($0 / peak * 100)) %" },
        m.tensorBytes.map { String(format: "%.0f", Double($0) / 1_048_576) },
        m.roundTrip.map { String(format: "%.0f", $0) },
        m.repetitions == 0 && !m.isDisturbed
          ? nil : "\(m.repetitions)\(m.isDisturbed ? "!" : "")",
      ].map { $0 ?? "" })
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    zip(columns, cells).reduce(name.padded(to: nameWidth)) { text, next in
      let cell = next.1
      return text + String(repeating: " ", count: max(1, next.0.width - cell.count)) + cell
    }.trimmingBlanksAtEnd()
  }

  /// Four digits, as far as they stand behind the point.
  private static func number(_ value: Double) -> String {
    let places = value < 10 ? 3 : value < 100 ? 2 : value < 1000 ? 1 : 0
    return String(format: "%.\(places)f", value)
  }
}
