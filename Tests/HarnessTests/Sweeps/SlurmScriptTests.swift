import Platform
import Testing

@testable import Harness

/// The script that a cluster is given. `Tests/Portability/slurm` runs one.
@Suite struct SlurmScriptTests {
  private func script(_ words: String...) async throws -> String {
    let (status, transcript) = try await experiments(
      arguments: ["sweep", "ring", "--slurm"] + words, notebooks: [Ring.self, Fails.self])
    #expect(status == 0)
    return transcript.out
  }

  @Test func everyRunIsAJobOfAnArray() async throws {
    let text = try await script(
      "--seeds", "0..<5", "--set", "points=7,8", "--slurm-limit", "3", "--slurm-time", "02:00:00",
      "--slurm-memory",
      "900M", "--slurm-processors", "4", "--output", "/shared/my results")
    for line in [
      "#SBATCH --array=0-9%3", "#SBATCH --time=02:00:00", "#SBATCH --mem=900M",
      "#SBATCH --cpus-per-task=4", "#SBATCH --signal=B:TERM@120", "#SBATCH --requeue",
      "#SBATCH --open-mode=append", "#   sbatch FILE",
    ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
    #expect(text.hasPrefix("#!/bin/bash\n"))
    #expect(
      text.contains(
        " sweep ring --profile=standard --data=strokes '--output=/shared/my results' '--seeds=0..<5' --set points=7,8 "
          + "--manifest="))
    #expect(text.contains("\n  --task \"$task\" --threads \"${SLURM_CPUS_PER_TASK:-4}\" &\n"))
    #expect(
      text.contains(
        """
        job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
        if [ "$status" = 143 ] && [ "$(squeue --noheader --jobs="$job" --format=%T)" = RUNNING ]; then
          echo "run $task: saved, and asking for another turn" >&2
          scontrol requeue "$job" && exit 143
        fi
        """))
    // The program is named by a path that does not depend on who runs it.
    #expect(text.contains("\n/") && !text.contains("/proc/self"))
  }

  @Test func anArrayIsSplitWhereTheClusterEndsIt() async throws {
    let text = try await script("--seeds", "0..<25", "--slurm-array", "10", "--slurm-limit", "4")
    #expect(text.contains("\n#SBATCH --array=0-9%4\n"))
    #expect(
      text.contains(
        """
        #   sbatch FILE
        #   sbatch --array=0-9%4 FILE 10
        #   sbatch --array=0-4%4 FILE 20
        """))
  }

  @Test func aScriptOfOtherRunsIsRefused() async throws {
    let text = try await script("--seeds", "0..<2")
    let digest = try #require(text.firstMatch(of: /--manifest=(\w+)/)).1
    let folder = try TemporaryFolder()
    func start(_ seeds: String) async throws -> Int32 {
      try await experiments(
        "sweep", "ring", "--seeds", seeds, "--manifest", String(digest), "--dry-run", "--output",
        folder.path
      ).status
    }
    #expect(try await start("0,1") == 0)
    #expect(try await start("0,2") == 64)
  }

  @Test(arguments: [
    ("plain-1.2/3", "plain-1.2/3"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"),
    ("$HOME", "'$HOME'"),
    ("0..<5", "'0..<5'"),
  ])
  func wordsAreQuotedForTheShell(word: String, quoted: String) {
    #expect(SlurmScript.line([word]) == quoted)
  }
}
