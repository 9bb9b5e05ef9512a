package io.jubernetes.kubelet.runtime;

import java.time.Instant;

/** What a container uses.
 *
 * @param cpuNanoseconds processor time since it started
 * @param writableBytes what it has written to its own copy of the image; logs and volumes are counted by the caller
 */
public record ContainerStats(String containerId, Instant at, long cpuNanoseconds, Memory memory, long writableBytes) {

    /**
     * Memory held now, in bytes.
     *
     * @param workingSet what cannot be dropped at once: the usage without inactive files
     */
    public record Memory(long usage, long workingSet, long resident, long pageFaults, long majorPageFaults) {
        /** Where nothing finer is known. */
        public static Memory resident(long bytes) {
            return new Memory(bytes, bytes, bytes, 0, 0);
        }
    }
}
