package io.jubernetes.kubelet.runtime.process;

import java.util.ArrayList;
import java.util.List;

/** The util-linux command lines that make namespaces and enter them. */
final class Namespaces {

    private Namespaces() {}

    /** Runs what follows in new namespaces, as process 1 of its own. */
    static List<String> unshare(Isolation isolation) {
        List<String> line = new ArrayList<>(List.of("unshare"));
        if (isolation == Isolation.USER_NAMESPACE) {
            line.addAll(List.of("--user", "--map-root-user"));
        }
        line.addAll(List.of("--mount", "--propagation", "private", "--uts", "--pid", "--fork"));
        return line;
    }

    /** Runs what follows where a container's main process runs. */
    static List<String> enter(Isolation isolation, long pid, boolean network) {
        List<String> line = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid)));
        if (isolation == Isolation.USER_NAMESPACE) {
            line.addAll(List.of("--user", "--preserve-credentials"));
        }
        line.addAll(List.of("--mount", "--uts", "--pid", "--root", "--wd"));
        if (network) {
            line.add("--net");
        }
        line.add("--");
        return line;
    }
}
