import Records

/// The figures and numbers of an article beside those of a run of its data.
struct ArticleTable {
  let article: Article
  let record: RunRecord
  let pictures: [Report.Picture]

  /// The table; nil where nothing is to be compared: the article tells of no figures, or the run is about other data.
  var markdown: String? {
    let isOfTheArticle = record.dataSHA256 == nil || record.identity.data == "mnist"
    if article.items.isEmpty || !isOfTheArticle { return nil }
    let rows = article.items.map { item -> [Scalar] in
      [.string(item.subject), .string(there(item)), .string(here(item))]
    }
    return Markdown.table(columns: ["in the article", "there", "here"], rows: rows) + remark
  }

  private func there(_ item: Article.Item) -> String {
    if !item.value.isEmpty { return item.value }
    return item.picture == nil && item.metric == nil ? "there" : "figure"
  }

  private func here(_ item: Article.Item) -> String {
    var parts: [String] = []
    if let metric = item.metric {
      let result = record.results.first { $0.name == metric }
      let unit = result.map { $0.unit.isEmpty ? "" : " \($0.unit)" } ?? ""
      parts.append(result.map { $0.value.display + unit } ?? "–")
    }
    if let name = item.picture {
      parts.append(
        pictures.first { $0.name == name }.map { "[`\(name)`](\($0.file))" } ?? "`\(name)`")
    }
    if !item.remark.isEmpty { parts.append(item.remark) }
    return parts.joined(separator: "; ")
  }

  /// Which settings are not the article's.
  private var remark: String {
    let settings = record.identity.settings
    let names = settings.filter(\.differsFromArticle).map { "`\($0.key)`" }
    let profile =
      record.identity.profile == .article ? "" : ", and `--profile article` has its values"
    if names.isEmpty { return "\n\n*All \(settings.count) settings are the article's*" }
    return "\n\n*Of \(settings.count) settings \(names.count) differ from the article's\(profile): "
      + names.joined(separator: ", ") + "*"
  }
}
