package io.jubernetes.kubelet.runtime;

import java.util.List;

/**
 * Whether a runtime works.
 *
 * @param problem empty when the runtime works
 * @param networkProblem empty when pods get a network
 * @param limitations what this runtime cannot do on this machine, each a sentence for the node's owner
 */
public record RuntimeHealth(String problem, String networkProblem, List<String> limitations) {

    public static final RuntimeHealth OK = new RuntimeHealth("", "", List.of());

    public RuntimeHealth {
        limitations = List.copyOf(limitations);
    }

    public boolean isOk() {
        return problem.isEmpty() && networkProblem.isEmpty();
    }
}
