package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.node.ThisMachine;
import io.jubernetes.kubelet.runtime.DiskSpace;
import io.jubernetes.kubelet.runtime.ImageService;
import java.nio.file.Path;

/**
 * What all that runs on this machine uses, pods or not.
 *
 * @param data where the node's files are
 */
record MachineStats(Path data, ImageService images) {

    void add(ObjectNode node, String time) {
        long total = ThisMachine.describe(data).size().memoryBytes();
        long available = ThisMachine.freeMemory();
        node.putObject("cpu").put("time", time).put("usageCoreNanoSeconds", ThisMachine.processorNanoseconds());
        node.putObject("memory")
                .put("time", time)
                .put("availableBytes", available)
                .put("usageBytes", total - available)
                .put("workingSetBytes", total - available);
        DiskSpace files = DiskSpace.of(data);
        files(node.putObject("fs"), files, files.used(), time);
        images.directory().ifPresent(directory -> {
            ObjectNode imageFiles = node.putObject("runtime").putObject("imageFs");
            files(imageFiles, DiskSpace.of(directory), images.usedBytes(), time);
        });
        ThisMachine.Processes processes = ThisMachine.processes();
        node.putObject("rlimit")
                .put("time", time)
                .put("maxpid", processes.most())
                .put("curproc", processes.running());
    }

    private static void files(ObjectNode into, DiskSpace space, long used, String time) {
        into.put("time", time)
                .put("availableBytes", space.available())
                .put("capacityBytes", space.capacity())
                .put("usedBytes", used)
                .put("inodesFree", space.freeInodes())
                .put("inodes", space.inodes())
                .put("inodesUsed", space.inodes() - space.freeInodes());
    }
}
