package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.cgroup.Cgroup;
import io.jubernetes.kubelet.cgroup.HostCgroups;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control group of a container, below its pod's: it bounds what the container's processes use together. */
final class ContainerCgroup {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerCgroup.class);

    private ContainerCgroup() {}

    /**
     * Makes it with the container's limits.
     *
     * @param parent the pod's group; empty where there are none
     * @return the shell lines by which a process enters it
     */
    static String make(ContainerFiles files, String parent, ContainerConfig config) {
        Optional<Cgroup> group = HostCgroups.at(parent).map(g -> g.child(files.id()));
        if (group.isEmpty()) {
            return "";
        }
        try {
            group.get().make();
            group.get().limit(config.linux().resources());
            StateFiles.writeText(file(files), group.get().path());
            return entering(group.get());
        } catch (IOException e) {
            LOG.warn("A container runs without limits: container={}", files.id(), e);
            return "";
        }
    }

    private static String entering(Cgroup group) {
        return group.entrances().stream()
                .map(e -> "echo 0 > " + ShellText.quote(e.toString()) + "\n")
                .collect(Collectors.joining());
    }

    /** The words before a command that make it run in the container's group; none where there is no group. */
    static List<String> enter(ContainerFiles files) {
        return of(files)
                .map(group -> List.of("/bin/sh", "-c", entering(group) + "exec \"$@\"", "sh"))
                .orElse(List.of());
    }

    /** The group that was made; empty when there is none. */
    static Optional<Cgroup> of(ContainerFiles files) {
        return HostCgroups.at(StateFiles.readText(file(files)).trim());
    }

    static void remove(ContainerFiles files) {
        of(files).ifPresent(g -> {
            try {
                g.remove();
            } catch (IOException e) {
                LOG.warn("A container's control group could not be removed: group={}", g.path(), e);
            }
        });
    }

    private static Path file(ContainerFiles files) {
        return files.directory().resolve("cgroup");
    }
}
