import Platform
import Records

/// The measurements for programs.
struct BenchJSON: Encodable {
  private let processor = Processor.name
  private let features = Processor.features
  private let threads: Int, peakGflops: Double, peakGflopsOfOneThread: Double
  private let measurements: [Entry]

  private enum CodingKeys: String, CodingKey {
    case processor, features, threads, measurements
    case peakGflops = "peak_gflops"
    case peakGflopsOfOneThread = "peak_gflops_of_one_thread"
  }

  /// - Parameter peak: the processor's floating-point operations a second.
  init(_ measurements: [Measurement], peak: Peak, threads: Int) {
    self.threads = threads
    peakGflops = peak.all / 1e9
    peakGflopsOfOneThread = peak.one / 1e9
    self.measurements = measurements.map { Entry($0, peak: peak.all) }
  }

  private struct Entry: Encodable {
    let name: String
    @NullWhenNil var batch: Int?
    let milliseconds: Milliseconds
    @NullWhenNil var operations: Int?
    @NullWhenNil var gflops: Double?
    @NullWhenNil var shareOfPeak: Double?
    @NullWhenNil var tensorBytes: Int?
    @NullWhenNil var tensorGrowth: Int?
    @NullWhenNil var roundTrip: Double?
    let repetitions: Int
    let isDisturbed: Bool

    enum CodingKeys: String, CodingKey {
      case name, batch, milliseconds, operations, gflops, repetitions
      case isDisturbed = "disturbed"
      case shareOfPeak = "share_of_peak"
      case tensorBytes = "tensor_bytes"
      case roundTrip = "round_trip_nanoseconds"
      case tensorGrowth = "tensor_growth_bytes"
    }

    init(_ measurement: Measurement, peak: Double) {
      name = measurement.name
      batch = measurement.batchSize
      milliseconds = Milliseconds(
        median: measurement.median * 1e3, min: measurement.least * 1e3,
        max: measurement.greatest * 1e3, all: measurement.seconds.map { $0 * 1e3 })
      operations = measurement.operations
      gflops = measurement.rate.map { $0 / 1e9 }
      shareOfPeak = measurement.rate.map { $0 / peak }
      tensorBytes = measurement.tensorBytes
      tensorGrowth = measurement.tensorGrowth
      roundTrip = measurement.roundTrip
      repetitions = measurement.repetitions
      isDisturbed = measurement.isDisturbed
    }
  }

  private struct Milliseconds: Encodable {
    let median: Double, min: Double, max: Double, all: [Double]
  }
}
