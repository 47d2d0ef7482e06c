import Harness
import Notebooks

/// Every notebook, in the order in which `all` runs them.
let catalogue: [any Notebook.Type] = [
  Swirl.self, Autoencoders.self, Manifolds.self, VAE.self, CVAE.self, MLPGAN.self, GAN.self,
  CGAN.self, VAEGAN.self, DCGAN.self, WGAN.self, SRGAN.self, Pix2pix.self, CycleGAN.self,
  ProGAN.self, StackGAN.self,
]

/// The program `experiments`.
@main
struct Experiments {
  static func main() async {
    await CommandLine.run(catalogue, sources: .embedded)
  }
}
