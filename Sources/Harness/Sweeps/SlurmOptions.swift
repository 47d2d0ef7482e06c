import ArgumentParser

/// What a sweep asks of Slurm.
struct SlurmOptions: ParsableArguments {
  @Flag(
    help:
      "Print a script for Slurm's sbatch, in which each run is a job of an array, and do nothing."
  )
  var slurm = false

  @Option(
    parsing: .unconditional, help: "At most so many jobs at a time.",
    transform: NumberOption(limits: 1...100_000).value(of:))
  var slurmLimit = 8

  @Option(
    help: ArgumentHelp(
      "The time limit of a job, after which it goes on in another turn.", valueName: "time"))
  var slurmTime = "01:00:00"

  @Option(help: ArgumentHelp("The memory of a job.", valueName: "size"))
  var slurmMemory = "2G"

  @Option(
    parsing: .unconditional, help: "The processors of a job.",
    transform: NumberOption<Int>.threads.value(of:))
  var slurmProcessors = 2

  @Option(
    parsing: .unconditional, help: "How often a job goes on before it is given up.",
    transform: NumberOption(limits: 0...100_000).value(of:))
  var slurmRestarts = 50

  @Option(
    parsing: .unconditional,
    help: "The most jobs of an array: the cluster's MaxArraySize less 1; longer ones are split.",
    transform: NumberOption(limits: 1...1_000_000).value(of:))
  var slurmArray = 1000

  func validate() throws {
    if slurmTime.wholeMatch(of: /(\d+-)?\d+(:\d\d){0,2}/) == nil {
      throw ValidationError(
        "--slurm-time \(slurmTime): expected a time, as in 30, 01:30:00 or 2-12")
    }
    if slurmMemory.wholeMatch(of: /\d+[KMGT]?/) == nil {
      throw ValidationError("--slurm-memory \(slurmMemory): expected a size, as in 900M or 2G")
    }
  }
}
