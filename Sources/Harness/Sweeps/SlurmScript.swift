import Platform

/// A script for Slurm's `sbatch` that runs a sweep as an array of jobs, one for each run.
///
/// Slurm does the rest: it starts the jobs, warns them before their time is over, and puts them back into the queue. A run
/// that is warned saves and ends with 143; the script then asks for another turn, until there have been too many.
struct SlurmScript {
  /// The program's file.
  let program: String
  /// The folder that the words of the sweep are seen from.
  let folder: String
  /// The words of the sweep, without those about tasks and threads.
  let words: [String]
  /// How many runs there are.
  let tasks: Int
  let options: SlurmOptions

  /// The script.
  var text: String {
    let parts = stride(from: 0, to: tasks, by: options.slurmArray).map { first in
      (first: first, count: min(options.slurmArray, tasks - first))
    }
    return """
      #!/bin/bash
      # \(counted(tasks, "run")) of a sweep, each a job of an array. Submit with:
      \(parts.map(submission).joined(separator: "\n"))
      # The same line again takes up what was given up; what is done is skipped. What all runs show together is written when the
      # last one is done; to see how far they are: \(Self.line(["experiments"] + words + ["--status"]))
      #SBATCH --job-name=sweep
      #SBATCH --array=\(Self.range(parts[0].count, limit: options.slurmLimit))
      #SBATCH --time=\(options.slurmTime)
      #SBATCH --mem=\(options.slurmMemory)
      #SBATCH --cpus-per-task=\(options.slurmProcessors)
      #SBATCH --signal=B:TERM@120
      #SBATCH --requeue
      #SBATCH --open-mode=append
      #SBATCH --output=sweep-%A-%a.log

      task=$((SLURM_ARRAY_TASK_ID + ${1:-0}))
      restarts=${SLURM_RESTART_COUNT:-0}
      if [ "$restarts" -gt \(options.slurmRestarts) ]; then
        echo "run $task: given up after $restarts restarts; submit again to go on" >&2
        exit 1
      fi
      cd \(Self.quoted(folder)) || exit 2

      # A signal that comes before the program does is not lost.
      child= asked=
      ask() {
        asked=yes
        [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
      }
      trap ask TERM
      \(Self.line([program] + words)) \\
        --task "$task" --threads "${SLURM_CPUS_PER_TASK:-\(options.slurmProcessors)}" &
      child=$!
      [ -z "$asked" ] || kill -TERM "$child" 2>/dev/null

      # A signal ends `wait` before the program has saved.
      wait "$child"
      status=$?
      while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        status=$?
      done
      # Not SLURM_JOB_ID, which for one of the jobs means the whole array. One that somebody has cancelled is not running any
      # more, and stays away.
      job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
      if [ "$status" = 143 ] && [ "$(squeue --noheader --jobs="$job" --format=%T)" = RUNNING ]; then
        echo "run $task: saved, and asking for another turn" >&2
        scontrol requeue "$job" && exit 143
      fi
      exit "$status"

      """
  }

  /// The command that submits some of the runs. The script is told the number of the first, for arrays have a greatest index.
  private func submission(_ part: (first: Int, count: Int)) -> String {
    part.first == 0
      ? "#   sbatch FILE"
      : "#   sbatch --array=\(Self.range(part.count, limit: options.slurmLimit)) FILE \(part.first)"
  }

  private static func range(_ count: Int, limit: Int) -> String { "0-\(count - 1)%\(limit)" }

  /// Words as a shell takes them for what they are.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.allSatisfy { character in
        character.isASCII && (character.isLetter || character.isNumber)
          || "/-_.,=+:@%".contains(character)
      }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
