import ArgumentParser
import Platform
import Tensors

/// Measures training steps and what else takes a run's time.
struct BenchCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract:
      "Measure how long training steps take, what share of the processor's peak they reach, and what else people wait for.",
    discussion: """
      NAME is a notebook (gan), one of its steps (gan_d, gan_g), or one of the tasks below; without \
      names, everything is measured. A notebook is run as ever, with the articles' settings and batch sizes, \
      on built-in digits, and ended when its first training loop has been timed long enough. _d moves the \
      discriminator, _g the generator (in vaegan encoder and decoder); a step is all that happens from \
      one batch to the next: taking the digits, both ways through the networks, the optimiser. Nothing is \
      logged, drawn or saved meanwhile, and no file is left.

        ms       the median of at least seven measurements, each the mean over
                 some 0.3 s of steps after warm-up; their least and greatest
        Gflop    operations that the mathematics of a step needs: two for each
                 product in the sums of dense layers, convolutions and their
                 gradients. Padding is no work, and an up-sampled pixel is
                 multiplied once, not four times
        of peak  the rate against a loop of nothing but fma on all threads,
                 measured first. Winograd's algorithm for kernels of 3 × 3
                 and more does with fewer products than are counted
        MiB      what all tensors have taken from the system; --json also tells
                 how much that grew while measuring, which should be 0
        ns       how long a thread waits for the answer of another one. Cores
                 that share a cache answer in some 100 ns, others in some 500:
                 then small steps take up to twice as long
        again    how often it was measured again, for before or after it the
                 peak of all threads was less than 0.9 times as many peaks
                 of one, or one less than 0.9 times the best, or answers took
                 2.5 times as long as at best: something else took a part of
                 the processors, or moved them. With ! it did so to the end

      Tasks are what people wait for besides:

        start       from the start of a run of vae to the end of its first step
        strokes     drawing the 70,000 built-in digits
        mnist       reading MNIST from the cache
        frame       decoding 15 × 15 digits of a manifold, and keeping them
        evaluation  all measures of 10,000 samples, with the judge at hand
        log         writing log.h5 of a run of vae
        animation   drawing a manifold's GIF
        weaving     drawing two animations and a plot, and the report
        list        experiments list
        diff        experiments diff HEAD~30 HEAD, in this folder
        diff-page   the same with its page
        peak        nothing, to tell whether the processors are free and near
                    each other; only by its name

      What cannot be done here, as where there is no MNIST or no history, is said and left out.

      Compare only what was measured in turn on an idle machine. Tests/Peers/compare does that with Keras or \
      PyTorch.

      EXAMPLES:
        experiments bench
        experiments bench vae gan_d gan_g --threads 1
        experiments bench --json > bench.json
      """)

  @Argument(help: "Notebooks, steps or tasks. (default: all)")
  var name: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Threads to use. (default: one a processor)",
    transform: NumberOption.threads.value(of:))
  var threads: Int?

  @Option(
    help: "Measure what is disturbed again, this many times in all at most.",
    transform: NumberOption(limits: 1...100).value(of:))
  var attempts = 5

  @Flag(help: "Write JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) throws -> Int32 {
    let selection = try BenchSelection(name, from: session.catalogue)
    let bench = Bench(
      session: session, selection: selection,
      workers: ThreadPool(threads: threads ?? ThreadPool.processorCount),
      reporter: ProgressReporter(session.console, isQuiet: quiet), isJSON: json, attempts: attempts)
    return try bench.run()
  }
}
