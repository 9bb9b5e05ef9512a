package io.jubernetes.kubelet.runtime.process;

import java.nio.file.Path;

/** Tells one run of the machine from another: no process or network namespace outlives it. */
public final class Boot {

    private Boot() {}

    /** The id of this run; empty where the platform has none. */
    public static String id() {
        return StateFiles.readText(Path.of("/proc/sys/kernel/random/boot_id")).trim();
    }
}
