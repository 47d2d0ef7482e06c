import Foundation
import Platform
import Raster
import Records
import Weaving

/// `.ipynb` (nbformat 4.5): the report as a notebook of Jupyter's, with prose and code in cells and what the code has left as their
/// outputs. Nobody has to run it: the pictures are there, and no kernel is asked for.
///
/// Animations are shown by their last frame, and carried as GIF besides.
struct JupyterNotebook {
  let record: RunRecord

  /// The file, whose text is the same every time: cells are known by their place.
  ///
  /// - Throws: as drawing does.
  func bytes() throws -> [UInt8] {
    let pictures = try Renderer(record: record).pictures()
    let shown = [String: RenderedPicture](pictures.map { ($0.name, $0) }) { first, _ in first }
    var cells: [JSON] = []
    var code: (lines: [String], outputs: [JSON])?
    func add(_ type: String, _ lines: [String], _ others: [String: JSON] = [:]) {
      let cell: [String: JSON] = [
        "cell_type": .string(type), "id": .string("cell-\(cells.count + 1)"),
        "metadata": .object([:]), "source": Self.lines(lines),
      ]
      cells.append(.object(cell.merging(others) { own, _ in own }))
    }
    func endCode() {
      guard let ended = code else { return }
      add("code", ended.lines, ["execution_count": .null, "outputs": .array(ended.outputs)])
      code = nil
    }
    for part in record.reportParts {
      switch part {
      case .prose(let text):
        endCode()
        add("markdown", LineEnds.lines(of: text))
      case .code(let lines):
        endCode()
        code = (lines, [])
      case .output(let text):
        if code == nil { add("markdown", LineEnds.lines(of: text)) }
        code?.outputs.append(Self.output(["text/markdown": Self.lines(LineEnds.lines(of: text))]))
      case .pictures(let names, let caption):
        let outputs = try names.compactMap { shown[$0] }.map { try Self.output($0, caption) }
        // A cell of its own where no code is shown.
        if code == nil { code = ([], []) }
        code?.outputs += outputs
      }
    }
    endCode()
    return Array(
      JSON.object([
        "cells": .array(cells), "nbformat": .int(4), "nbformat_minor": .int(5),
        "metadata": .object([
          "language_info": .object([
            "name": .string("swift"), "file_extension": .string(".swift"),
            "mimetype": .string("text/x-swift"),
          ]),
          "title": .string(record.identity.title),
          "experiments": .object(record.origin.mapValues(JSON.string)),
        ]),
      ]).pretty.utf8)
  }

  /// Lines with their ends, as the format keeps texts.
  private static func lines(_ lines: [String]) -> JSON {
    .array(
      lines.enumerated().map { index, line in
        .string(index == lines.count - 1 ? line : line + "\n")
      })
  }

  private static func output(_ data: [String: JSON]) -> JSON {
    .object([
      "output_type": .string("display_data"), "metadata": .object([:]), "data": .object(data),
    ])
  }

  private static func output(_ picture: RenderedPicture, _ caption: String) throws -> JSON {
    var data = ["text/plain": lines(LineEnds.lines(of: caption))]
    let bitmap: Bitmap?
    if picture.isAnimated {
      bitmap = try DecodedAnimation(gif: picture.bytes).frames.last
      data["image/gif"] = .string(base64(picture.bytes))
    } else {
      bitmap = try Bitmap.decoding(png: picture.bytes)
    }
    data["image/png"] = bitmap.map { .string(base64(PNGFile.bytes(of: $0))) }
    return .object([
      "output_type": .string("display_data"), "data": .object(data),
      "metadata": .object([
        "image/png": .object(["width": .int(Int64(picture.shownWidth))])
      ]),
    ])
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
