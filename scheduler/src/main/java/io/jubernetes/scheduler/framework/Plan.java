package io.jubernetes.scheduler.framework;

/** Where a pod should go. Nothing was changed yet. */
public sealed interface Plan {

    /**
     * @param node the best node
     * @param evaluated how many nodes were asked
     * @param feasible how many of them would do
     */
    record Assign(String node, int evaluated, int feasible) implements Plan {}

    /** No node will do, and why. */
    record Unschedulable(Diagnosis diagnosis) implements Plan {}
}
