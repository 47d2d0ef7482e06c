import Testing

@testable import Platform

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("swril", "swirl"), ("Vae", "vae"), ("mlp", "mlp-gan"), ("mlpgan", "mlp-gan"),
    ("swirls", "swirl"), ("vea", "vae"),
  ])
  func findsTheWordThatWasMeant(typed: String, meant: String) {
    #expect(Suggestion.nearest(to: typed, among: ["swirl", "vae", "mlp-gan"]) == meant)
  }

  @Test(arguments: ["", "x", "strokes", "gan", "completely-different"])
  func isSilentWhenNothingIsNear(typed: String) {
    #expect(Suggestion.nearest(to: typed, among: ["swirl", "vae", "mlp-gan"]) == nil)
  }
}
