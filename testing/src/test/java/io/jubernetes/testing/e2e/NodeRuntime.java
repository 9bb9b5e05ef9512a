package io.jubernetes.testing.e2e;

import java.util.List;

/** What runs the containers of a node in the suite of all runtimes. */
enum NodeRuntime {
    CRI("cri", "containerd", "ctr", "runc"),
    RUNC("runc", "runc"),
    CRUN("crun", "crun"),
    PROCESS("process");

    private final String label;
    private final List<String> programs;

    NodeRuntime(String label, String... programs) {
        this.label = label;
        this.programs = List.of(programs);
    }

    /** As the sessions name it. */
    String label() {
        return label;
    }

    /** As {@code jube} names it. */
    String kind() {
        return flag().replaceFirst(":.*", "");
    }

    /** Whether it is this one's turn, where each session runs on one runtime of containers. */
    boolean takes(int session) {
        return switch (this) {
            case CRI -> Math.floorMod(session, 3) == 0;
            case RUNC -> Math.floorMod(session, 3) == 1;
            case CRUN -> Math.floorMod(session, 3) == 2;
            case PROCESS -> true;
        };
    }

    boolean hasImages() {
        return this != PROCESS;
    }

    /** Skips the test where this runtime does not work. */
    void require() {
        Tools.requirePrograms(programs.toArray(String[]::new));
    }

    /** The flag of {@code jube up}. */
    String flag() {
        return switch (this) {
            case CRI, PROCESS -> label;
            case RUNC, CRUN -> "oci:" + label;
        };
    }
}
