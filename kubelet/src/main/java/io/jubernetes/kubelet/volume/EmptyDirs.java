package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that begin empty and end with their pod: on the node's disk, in memory, or of huge pages. */
final class EmptyDirs {

    private static final int EVERYBODY = 0777;
    private static final String HUGE = "HugePages";

    private EmptyDirs() {}

    static void prepare(EmptyDirVolumeSource source, Path directory, VolumeGroup group)
            throws VolumeError, IOException, InterruptedException {
        String medium = source.getMedium() == null ? "" : source.getMedium();
        boolean fresh = !Files.isDirectory(directory);
        Files.createDirectories(directory);
        // without rights to mount, memory is the disk: slower, and kept as short
        if (!medium.isEmpty() && VolumeGroup.isRoot() && !Mounts.isMounted(directory)) {
            fresh = true;
            if (medium.startsWith(HUGE)) {
                Mounts.mount("hugetlbfs", pageSize(medium), "nodev", directory);
            } else {
                Mounts.mount("tmpfs", size(source), "tmpfs", directory);
            }
        }
        if (fresh) {
            AtomicDirectory.allow(directory, EVERYBODY);
            group.take(directory);
        }
    }

    private static String size(EmptyDirVolumeSource source) {
        return source.getSizeLimit() == null
                ? ""
                : "size=" + source.getSizeLimit().getNumericalAmount().longValue();
    }

    private static String pageSize(String medium) {
        return medium.length() > HUGE.length() + 1
                ? "pagesize=" + medium.substring(HUGE.length() + 1).replace("i", "")
                : "";
    }
}
