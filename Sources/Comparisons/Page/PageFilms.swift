/// The films of a page: those of figures with the same files are there once.
struct PageFilms {
  private let films: [PageFilm]
  private var numbers: [PageFilm.Source: Int] = [:]

  /// Makes the films of all figures, as many at once as there are processors.
  init(of figures: [FigureChange]) {
    var sources: [PageFilm.Source] = []
    for source in figures.map(PageFilm.Source.init) where numbers[source] == nil {
      numbers[source] = sources.count
      sources.append(source)
    }
    films = sources.mapConcurrently { PageFilm($0) }
  }

  /// The film of a figure, one of those that these films were made of, and its number.
  subscript(figure: FigureChange) -> (pictures: PageFilm, number: Int)? {
    numbers[PageFilm.Source(figure)].map { (films[$0], $0) }
  }

  /// The films as parts of the page that show nothing.
  var html: String {
    films.enumerated().filter { !$1.text.isEmpty }.map { $1.html($0) }.joined(separator: "\n")
  }
}
