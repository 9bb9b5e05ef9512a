package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.cni.BridgeConflist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network for a daemon that has none: a file where it looks for them, and the bridge that comes of it. */
final class OwnNetwork {

    private static final Logger LOG = LoggerFactory.getLogger(OwnNetwork.class);
    private static final int NAME = 8;

    /** Also the bridge's: no other agent takes it, and it is short enough for an interface. */
    private final String name;

    private final Path addresses;
    /** Says in which directory the network was written, for who comes later. */
    private final Path note;

    OwnNetwork(Ownership ownership, Path directory) {
        this.name = "jube-" + ownership.owner().substring(0, NAME);
        this.addresses = directory.resolve("addresses");
        this.note = directory.resolve("network");
    }

    /** Writes the network to {@code target} unless somebody else's is there. */
    void write(Path target, String podCidr) {
        try {
            if (!hasOthers(target)) {
                Files.writeString(note, target.toString());
                new BridgeConflist(name, name, podCidr, false, addresses).write(target);
            }
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "cannot write a network to " + target + ": " + e.getMessage(), e);
        }
    }

    private boolean hasOthers(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.map(f -> target.relativize(f).toString())
                    .filter(f -> f.endsWith(".conf") || f.endsWith(".conflist") || f.endsWith(".json"))
                    .anyMatch(f -> !f.contains(name));
        }
    }

    /** Whether pods are in the network that was written here. */
    boolean isThere() {
        return Files.exists(note);
    }

    /** Takes the network away again; no pod is in it. */
    void remove() {
        try {
            Path target = Path.of(Files.readString(note));
            Files.deleteIfExists(target.resolve("10-" + name + ".conflist"));
            new Commands().run(List.of("ip", "link", "del", name));
            Files.delete(note);
        } catch (IOException e) {
            LOG.warn("The pods' network could not be removed: note={} cause={}", note, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
