import Harness

/// Every notebook, in the order in which `all` runs them.
@main
struct Experiments {
  static func main() async {
    await CommandLine.run([Swirl.self, VAE.self, MLPGAN.self])
  }
}
