import Foundation
import Platform
import Raster
import Records

/// Whether the files of results are those that their `metrics.json` tells of.
package enum ResultsIntegrity {
  /// What is wrong with the first file that is not as `metrics` tell: the report by its digest, pictures by their pixels, the
  /// log, where there is one, by its contents. Nil where all are.
  package static func firstDamage(of metrics: Metrics, in folder: String) -> String? {
    firstDamageOfReport(of: metrics, in: folder) ?? logDamage(metrics, in: folder)
  }

  /// The same of the report and its pictures alone.
  package static func firstDamageOfReport(of metrics: Metrics, in folder: String) -> String? {
    guard let report = FileManager.default.contents(atPath: "\(folder)/report.md"),
      Digest.sha256(ofText: report) == metrics.reportSHA256
    else { return damaged("report.md", in: folder) }
    for picture in metrics.pictures {
      if let file = firstDamaged(of: picture, in: folder) { return damaged(file, in: folder) }
    }
    return nil
  }

  private static func damaged(_ file: String, in folder: String) -> String {
    Files.exists("\(folder)/\(file)")
      ? "\(file) is not the file that its own metrics.json tells of" : "\(file) is not there"
  }

  /// What is wrong with the log; it is not committed, so it may be missing.
  private static func logDamage(_ metrics: Metrics, in folder: String) -> String? {
    let path = "\(folder)/log.h5"
    guard Files.exists(path) else { return nil }
    do {
      _ = try RunRecord(reading: path, toldOfBy: metrics)
      return nil
    } catch let error as ResultsError {
      return "log.h5 is damaged: \(error.reason)"
    } catch {
      return "log.h5 is damaged: \(describe(error))"
    }
  }

  /// The file of a picture that is not as it was drawn.
  private static func firstDamaged(of picture: Metrics.Picture, in folder: String) -> String? {
    var frames: [Bitmap] = []
    for file in picture.files {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
        return file
      }
      if file.hasSuffix(".gif") {
        guard let animation = try? DecodedAnimation(gif: Array(bytes)) else { return file }
        frames += animation.frames
      } else {
        guard let bitmap = try? Bitmap.decoding(png: Array(bytes)) else { return file }
        frames.append(bitmap)
      }
    }
    return Renderer.digest(frames) == picture.pixelSHA256 ? nil : picture.files.first
  }
}
