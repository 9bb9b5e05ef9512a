package io.jubernetes.kubelet.runtime;

/** How a command ended; its output may have been cut off at a limit of the runtime's (at least 10 KiB each). */
public record ExecResult(int exitCode, String stdout, String stderr) {}
