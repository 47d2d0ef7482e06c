import Harness
import Notebooks

/// Every notebook, in the order of the articles, in which `all` runs them and the index of results shows them.
let catalogue: [any Notebook.Type] = [
  Autoencoders.self, Manifolds.self, Swirl.self, VAE.self, CVAE.self, GAN.self, CGAN.self,
  VAEGAN.self, MLPGAN.self, DCGAN.self, WGAN.self, SRGAN.self, Pix2pix.self, CycleGAN.self,
  ProGAN.self, StackGAN.self,
]

/// The program `experiments`.
@main
struct Experiments {
  static func main() async {
    await CommandLine.run(catalogue, sources: .embedded)
  }
}
