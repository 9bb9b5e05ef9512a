package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Devices of the host in a container: the nodes, and the right to use them. */
final class HostDevices {

    private static final Path ALL = Path.of("/dev");
    private static final int TYPE = 0170000;
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    private static final List<String> OWN = List.of("pts", "shm", "mqueue", "console", "ptmx", "fd");

    private final ArrayNode nodes;
    private final ArrayNode rules;

    HostDevices(ArrayNode nodes, ArrayNode rules) {
        this.nodes = nodes;
        this.rules = rules;
    }

    /** All of them, for privileged containers. */
    void all() {
        rules.addObject().put("allow", true).put("access", "rwm");
        try (Stream<Path> devices = Files.list(ALL)) {
            devices.sorted()
                    .filter(d -> !OWN.contains(d.getFileName().toString()))
                    .forEach(d -> node(d, d.toString()));
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "devices: " + e.getMessage(), e);
        }
    }

    /** Nothing but the harmless ones, which the program adds, and some that were asked for. */
    void some(List<Resources.Device> devices) {
        rules.addObject().put("allow", false).put("access", "rwm");
        for (Resources.Device device : devices) {
            ObjectNode node = node(Path.of(device.hostPath()), device.containerPath())
                    .orElseThrow(() -> new RuntimeFailure(
                            RuntimeFailure.Kind.FAILED,
                            "error gathering device information while adding custom device \"" + device.hostPath()
                                    + "\": not a device node"));
            rules.addObject()
                    .put("allow", true)
                    .put("type", node.path("type").asText())
                    .put("major", node.path("major").asLong())
                    .put("minor", node.path("minor").asLong())
                    .put("access", device.permissions());
        }
    }

    private Optional<ObjectNode> node(Path device, String path) {
        try {
            int mode = (int) Files.getAttribute(device, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            long number = (long) Files.getAttribute(device, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
            if ((mode & TYPE) != CHARACTER && (mode & TYPE) != BLOCK) {
                return Optional.empty();
            }
            return Optional.of(nodes.addObject()
                    .put("path", path)
                    .put("type", (mode & TYPE) == BLOCK ? "b" : "c")
                    .put("major", number >>> 8 & 0xfff | number >>> 32 & 0xfffff000L)
                    .put("minor", number & 0xff | number >>> 12 & 0xffffff00L)
                    .put("fileMode", mode & 0777)
                    .put("uid", 0)
                    .put("gid", 0));
        } catch (IOException e) {
            return Optional.empty(); // it went away, or is none
        }
    }
}
