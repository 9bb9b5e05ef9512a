package io.jubernetes.kubelet.runtime.process;

/** What differs between containers that a supervisor runs: how their processes are found and ended, and why they ended. */
public interface ContainerKind {

    /** Whether the command itself runs, rather than what prepares it. */
    boolean hasEntered(ContainerFiles files);

    /** The processes of a container whose command has entered. */
    MainProcess processes(ContainerFiles files, ProcessIdentity supervisor);

    /** Why a container ended whose command ran: {@code Completed}, {@code Error}, {@code OOMKilled}. */
    default String reason(ContainerFiles files, int exitCode) {
        return exitCode == 0 ? "Completed" : "Error";
    }
}
