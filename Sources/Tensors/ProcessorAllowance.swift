import Foundation

/// How much of the machine's processors this program may use.
///
/// A container or a batch queue may give a program a part of the machine: some of the processors (an affinity), or so much of
/// their time (a quota of a control group). Threads beyond that would only take turns, and spinning ones take from
/// each other.
enum ProcessorAllowance {
  /// The processors that may be used at once, at least 1.
  static func count() -> Int {
    let there = ProcessInfo.processInfo.activeProcessorCount
    #if os(Linux)
      let quota = quota(
        membership: text("/proc/self/cgroup"), mounts: text("/proc/self/mountinfo"), file: text)
      let allowed = [
        affinity(status: text("/proc/self/status")), quota.map { Int($0.rounded(.up)) },
      ]
      return max(1, allowed.compactMap(\.self).reduce(there, min))
    #else
      return max(1, there)
    #endif
  }

  /// The processors that a process may run on, by `/proc/self/status`: `Cpus_allowed:`, and a bit for each in
  /// hexadecimal; nil where it does not say.
  static func affinity(status: String) -> Int? {
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
    let digits = line?.split(separator: ":").last?.compactMap(\.hexDigitValue) ?? []
    let count = digits.reduce(0) { $0 + $1.nonzeroBitCount }
    return count > 0 ? count : nil
  }

  /// The number of processors whose time a control group and those that it is in allow, the least of all; nil
  /// where none has a limit.
  ///
  /// - Parameters:
  ///   - membership: `/proc/self/cgroup`: a line `0::/a/b` for version 2, `4:cpu,cpuacct:/a/b` for version 1.
  ///   - mounts: `/proc/self/mountinfo`: where the groups are files.
  ///   - file: the text of a file; empty where it cannot be read.
  static func quota(
    membership: String, mounts: String, file: (_ path: String) -> String
  ) -> Double? {
    var quotas: [Double] = []
    for line in membership.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isSecond = fields[0] == "0" && fields[1].isEmpty
      guard isSecond || fields[1].split(separator: ",").contains("cpu"),
        let mount = mount(isSecond ? nil : "cpu", in: mounts)
      else { continue }
      for folder in folders(of: String(fields[2]), in: mount) {
        let quota =
          isSecond
          ? share(file("\(folder)/cpu.max"))
          : share(file("\(folder)/cpu.cfs_quota_us") + " " + file("\(folder)/cpu.cfs_period_us"))
        if let quota { quotas.append(quota) }
      }
    }
    return quotas.min()
  }

  /// `150000 100000`, microseconds of a period, as 1.5; nil for `max 100000`, `-1 100000` and what is neither.
  private static func share(_ text: String) -> Double? {
    let numbers = text.split { $0.isWhitespace }.map { Double($0) }
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  /// Where control groups are files, and which group is the top there: a container may see only its own.
  private struct Mount {
    let folder: String
    let root: String
  }

  /// The mount of a controller of version 1, or of version 2 where `controller` is nil.
  private static func mount(_ controller: String?, in mounts: String) -> Mount? {
    for line in mounts.split(separator: "\n") {
      // `31 23 0:26 /docker/1 /sys/fs/cgroup/cpu rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct`
      let fields = line.split(separator: " ")
      guard let mark = fields.firstIndex(of: "-"), mark > 5, fields.count > mark + 3 else {
        continue
      }
      let isMount =
        if let controller {
          fields[mark + 1] == "cgroup"
            && fields[mark + 3].split(separator: ",").contains(Substring(controller))
        } else {
          fields[mark + 1] == "cgroup2"
        }
      if isMount { return Mount(folder: String(fields[4]), root: String(fields[3])) }
    }
    return nil
  }

  /// The folders of a group and of those that it is in, as far as they can be seen.
  private static func folders(of group: String, in mount: Mount) -> [String] {
    var parts = group.split(separator: "/")
    let root = mount.root.split(separator: "/")
    if parts.starts(with: root) {
      parts.removeFirst(root.count)
    } else if !root.isEmpty {
      // Told from outside the container, which sees its own group as the top.
      parts = []
    }
    return (0...parts.count).map { count in
      ([mount.folder] + parts.prefix(count).map(String.init)).joined(separator: "/")
    }
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
