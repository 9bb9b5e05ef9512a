package io.jubernetes.scheduler.snapshot;

/**
 * What a pod, or all pods of a node, take.
 *
 * @param requested the requests: what a node's allocatable resources are held against
 * @param assumedMilliCpu like the CPU request, but a container without one counts a tenth of a core; for scoring only
 * @param assumedMemory like the memory request, but a container without one counts 200 MiB; for scoring only
 */
public record Usage(Resources requested, long assumedMilliCpu, long assumedMemory) {

    public static final Usage NONE = new Usage(Resources.ZERO, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                requested.plus(other.requested),
                assumedMilliCpu + other.assumedMilliCpu,
                assumedMemory + other.assumedMemory);
    }

    public Usage minus(Usage other) {
        return new Usage(
                requested.minus(other.requested),
                assumedMilliCpu - other.assumedMilliCpu,
                assumedMemory - other.assumedMemory);
    }
}
