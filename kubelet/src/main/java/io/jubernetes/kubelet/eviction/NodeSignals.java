package io.jubernetes.kubelet.eviction;

import io.jubernetes.kubelet.eviction.NodePressure.Observation;
import io.jubernetes.kubelet.node.ThisMachine;
import io.jubernetes.kubelet.runtime.DiskSpace;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.settings.Signal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What this machine has left.
 *
 * @param data where the node's files are
 */
public record NodeSignals(Path data, ImageService images, long memoryBytes) {

    Map<Signal, Observation> read() {
        Map<Signal, Observation> all = new EnumMap<>(Signal.class);
        all.put(Signal.MEMORY, new Observation(ThisMachine.freeMemory(), memoryBytes));
        disk(all, DiskSpace.of(data), Signal.NODE_FILES, Signal.NODE_FILES_INODES);
        images.directory().ifPresent(d -> disk(all, DiskSpace.of(d), Signal.IMAGE_FILES, Signal.IMAGE_FILES_INODES));
        ThisMachine.Processes processes = ThisMachine.processes();
        if (processes.most() > 0) {
            all.put(Signal.PROCESSES, new Observation(processes.most() - processes.running(), processes.most()));
        }
        return all;
    }

    private static void disk(Map<Signal, Observation> into, DiskSpace space, Signal room, Signal files) {
        if (space.capacity() > 0) {
            into.put(room, new Observation(space.available(), space.capacity()));
        }
        // some file systems make inodes as they need them, and say that there are none
        if (space.inodes() > 0) {
            into.put(files, new Observation(space.freeInodes(), space.inodes()));
        }
    }
}
