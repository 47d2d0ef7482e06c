import Foundation
import Testing

@testable import Tensors

@Suite struct ProcessorAllowanceTests {
  private let second =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
  private let first = """
    31 30 0:27 / /sys/fs/cgroup/systemd rw shared:5 - cgroup cgroup rw,name=systemd
    33 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:7 - cgroup cgroup rw,cpu,cpuacct
    34 30 0:30 / /sys/fs/cgroup/cpuset rw shared:8 - cgroup cgroup rw,cpuset

    """

  private func quota(_ membership: String, _ mounts: String, _ files: [String: String]) -> Double? {
    ProcessorAllowance.quota(membership: membership, mounts: mounts) { files[$0] ?? "" }
  }

  /// Docker and Podman with `--cpus 1.5`: the container sees its own group as the top.
  @Test func aContainerOfVersion2() {
    #expect(quota("0::/\n", second, ["/sys/fs/cgroup/cpu.max": "150000 100000\n"]) == 1.5)
  }

  /// Slurm limits the job, and a step or the whole user may be limited besides.
  @Test func theLeastOfAGroupAndThoseThatItIsIn() {
    let step = "0::/system.slice/slurmstepd.scope/job_7/step_0/user\n"
    let job = "/sys/fs/cgroup/system.slice/slurmstepd.scope/job_7"
    #expect(quota(step, second, ["\(job)/cpu.max": "400000 100000\n"]) == 4)
    #expect(
      quota(
        step, second,
        [
          "\(job)/cpu.max": "400000 100000\n", "\(job)/step_0/cpu.max": "max 100000\n",
          "\(job)/step_0/user/cpu.max": "50000 100000\n",
          "/sys/fs/cgroup/other/cpu.max": "1000 100000\n",
        ]) == 0.5)
  }

  @Test func version1() {
    let files = [
      "/sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_quota_us": "250000\n",
      "/sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
    ]
    #expect(quota("5:cpuset:/\n4:cpu,cpuacct:/jobs/7\n1:name=systemd:/\n", first, files) == 2.5)
    #expect(quota("4:cpu,cpuacct:/\n", first, files) == nil)
  }

  /// A container of version 1: the membership is told as the host sees it, the mount has the container's own part.
  @Test func aContainerOfVersion1() {
    let mounts = "33 30 0:29 /docker/1f /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct\n"
    let files = [
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "100000\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    #expect(quota("4:cpuacct,cpu:/docker/1f\n", mounts, files) == 1)
    #expect(quota("4:cpuacct,cpu:/\n", mounts, files) == 1)
  }

  @Test(arguments: ["", "max 100000", "-1 100000", "0 100000", "100000", "x y", "100000 0"])
  func whatIsNoLimit(text: String) {
    #expect(quota("0::/\n", second, ["/sys/fs/cgroup/cpu.max": text]) == nil)
    #expect(quota("", second, ["/sys/fs/cgroup/cpu.max": text]) == nil)
    #expect(quota("0::/\n", "", ["/sys/fs/cgroup/cpu.max": text]) == nil)
  }

  /// As `taskset` and batch queues leave it.
  @Test func theProcessorsThatAProcessMayRunOn() {
    let status =
      "Name:\texperiments\nCpus_allowed:\tf0,00000000,0000a001\nCpus_allowed_list:\t0,13,15\n"
    #expect(ProcessorAllowance.affinity(status: status) == 7)
    #expect(ProcessorAllowance.affinity(status: "Cpus_allowed:\t1\n") == 1)
    #expect(ProcessorAllowance.affinity(status: "Name:\tcat\n") == nil)
    #expect(ProcessorAllowance.affinity(status: "Cpus_allowed:\t0\n") == nil)
  }

  @Test func someProcessorsAreAllowed() {
    let there = ProcessInfo.processInfo.processorCount
    #expect((1...there).contains(ThreadPool.processorCount))
  }
}
