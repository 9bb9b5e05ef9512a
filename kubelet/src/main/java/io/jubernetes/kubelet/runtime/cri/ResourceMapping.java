package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.cri.v1.HugepageLimit;
import io.jubernetes.cri.v1.LinuxContainerResources;
import io.jubernetes.kubelet.runtime.Resources;
import java.nio.file.Files;
import java.nio.file.Path;

/** Limits in the daemon's words. */
final class ResourceMapping {

    /** Only there have limits names of the kernel's own, which is how what has no field of its own is said. */
    private static final boolean UNIFIED = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));

    private ResourceMapping() {}

    static LinuxContainerResources of(Resources resources) {
        Resources.Cpu cpu = resources.cpu();
        LinuxContainerResources.Builder all = LinuxContainerResources.newBuilder()
                .setCpuShares(cpu.shares())
                .setCpuQuota(cpu.quotaMicros())
                .setCpuPeriod(cpu.periodMicros())
                .setCpusetCpus(cpu.processors())
                .setCpusetMems(cpu.memoryNodes())
                .setMemoryLimitInBytes(resources.memoryLimitBytes())
                .setOomScoreAdj(resources.oomScoreAdj());
        resources
                .hugepageLimits()
                .forEach((size, bytes) -> all.addHugepageLimits(
                        HugepageLimit.newBuilder().setPageSize(size).setLimit(bytes)));
        if (UNIFIED && resources.pids() > 0) {
            all.putUnified("pids.max", Long.toString(resources.pids()));
        }
        if (UNIFIED && resources.memoryLimitBytes() > 0) {
            all.setMemorySwapLimitInBytes(resources.memoryLimitBytes());
        }
        return all.build();
    }
}
