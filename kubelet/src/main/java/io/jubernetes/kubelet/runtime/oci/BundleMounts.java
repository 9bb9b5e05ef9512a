package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** What is mounted in a container beside its image's files. */
final class BundleMounts {

    private final ArrayNode mounts;

    BundleMounts(ArrayNode mounts) {
        this.mounts = mounts;
    }

    /** The kernel's own file systems. */
    void kernel(boolean privileged) {
        add("/proc", "proc", "proc", "nosuid", "noexec", "nodev");
        add("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k");
        add("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5");
        add("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev");
        add("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", privileged ? "rw" : "ro");
        add("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", privileged ? "rw" : "ro");
    }

    /** A file or directory that belongs to the sandbox. */
    void own(String path, Path source, ContainerConfig config, boolean readOnly) {
        if (config.mounts().stream().noneMatch(m -> m.containerPath().equals(path)) && Files.exists(source)) {
            add(path, "bind", source.toString(), "rbind", "rprivate", readOnly ? "ro" : "rw");
        }
    }

    /** A directory of the host's at the same place. */
    void readOnly(Path directory) {
        add(directory.toString(), "bind", directory.toString(), "rbind", "rprivate", "ro", "nosuid", "nodev");
    }

    /** The volumes: what lies deeper comes later. */
    void volumes(List<Mount> volumes) {
        volumes.stream()
                .sorted(Comparator.comparingInt(m -> Path.of(m.containerPath()).getNameCount()))
                .forEach(this::volume);
    }

    private void volume(Mount mount) {
        if (!Files.exists(mount.hostPath())) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    "failed to generate container spec: failed to stat \"" + mount.hostPath()
                            + "\": no such file or directory");
        }
        String propagation = switch (mount.propagation()) {
            case PRIVATE -> "rprivate";
            case HOST_TO_CONTAINER -> "rslave";
            case BIDIRECTIONAL -> "rshared";
        };
        String access = mount.readOnly() ? (mount.recursiveReadOnly() ? "rro" : "ro") : "rw";
        add(mount.containerPath(), "bind", mount.hostPath().toString(), "rbind", propagation, access);
    }

    private void add(String path, String type, String source, String... options) {
        ObjectNode mount =
                mounts.addObject().put("destination", path).put("type", type).put("source", source);
        ArrayNode all = mount.putArray("options");
        for (String option : options) {
            all.add(option);
        }
    }
}
