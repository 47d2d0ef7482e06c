import Records

extension Metrics {
  /// The metrics of a record, its drawn pictures and its report.
  ///
  /// The picture that stands for the whole is the one that the notebook has chosen, or else the first that moves.
  ///
  /// - Throws: the error of `JSONEncoder`, never.
  init(record: RunRecord, pictures: [RenderedPicture], report: String) throws {
    let cover = pictures.first { $0.isCover } ?? pictures.first { $0.isAnimated } ?? pictures.first
    try self.init(
      record: record,
      pictures: pictures.map {
        Picture(
          name: $0.name, files: [$0.path], width: $0.shownWidth,
          pixelSHA256: $0.pixelSHA256, cells: $0.cells)
      },
      cover: cover?.path ?? "", report: report)
  }
}
