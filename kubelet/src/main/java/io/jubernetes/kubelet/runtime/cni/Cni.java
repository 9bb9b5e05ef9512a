package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds sandboxes to networks and takes them away. What a network was when a sandbox was added is kept in a directory, so that it is
 * taken away by the same plugins even when the network was changed meanwhile, and after a restart.
 *
 * <p>Safe for use by several threads; calls about one sandbox do not overlap.
 */
public final class Cni {

    private static final Logger LOG = LoggerFactory.getLogger(Cni.class);

    private final Path directory;
    private final CniPlugins plugins;

    /** @param directory where attachments are kept; nobody else writes there */
    public Cni(Path directory, List<Path> pluginDirectories) {
        this.directory = directory;
        this.plugins = new CniPlugins(pluginDirectories);
    }

    /** Adds a sandbox. When it fails the plugins that had done their part were told to take it back. */
    public CniResult add(CniNetworkList network, CniAttachment attachment) throws InterruptedException {
        save(attachment.sandboxId(), new Kept(network, attachment, null));
        JsonNode result = null;
        try {
            for (ObjectNode plugin : network.plugins()) {
                JsonNode answer = plugins.call("ADD", network, plugin, attachment, result);
                result = answer == null ? result : answer;
            }
        } catch (RuntimeFailure e) {
            takeBack(attachment.sandboxId());
            throw e;
        }
        save(attachment.sandboxId(), new Kept(network, attachment, result));
        return result == null ? new CniResult(List.of()) : CniResult.of(result);
    }

    /** Takes a sandbox away; nothing happens when it was never added. Its namespace may be gone. */
    public void remove(String sandboxId) throws InterruptedException {
        Path file = file(sandboxId);
        if (!Files.exists(file)) {
            return;
        }
        Kept kept = Kept.read(file);
        for (ObjectNode plugin : kept.network().plugins().reversed()) {
            plugins.call("DEL", kept.network(), plugin, kept.attachment(), kept.result());
        }
        delete(file);
    }

    /** Asks the plugins whether a sandbox still has what it was given; a failure tells what it lost. */
    public void check(String sandboxId) throws InterruptedException {
        Kept kept = Kept.read(file(sandboxId));
        if (kept.network().canCheck()) {
            for (ObjectNode plugin : kept.network().plugins()) {
                plugins.call("CHECK", kept.network(), plugin, kept.attachment(), kept.result());
            }
        }
    }

    /** Takes away the sandboxes that nobody knows any more. */
    public void removeAllBut(Collection<String> sandboxIds) throws InterruptedException {
        for (String id : known()) {
            if (!sandboxIds.contains(id)) {
                takeBack(id);
            }
        }
    }

    /** Why a network cannot be used; empty when its plugins are there. */
    public String problem(CniNetworkList network) {
        return network.plugins().stream()
                .map(CniNetworks::type)
                .filter(type -> plugins.find(type) == null)
                .findFirst()
                .map(type -> "the CNI plugin " + type + " is not in " + plugins.directories())
                .orElse("");
    }

    private void takeBack(String sandboxId) throws InterruptedException {
        try {
            remove(sandboxId);
        } catch (RuntimeFailure e) {
            LOG.warn("A sandbox could not be taken out of its network: sandbox={}", sandboxId, e);
        }
    }

    private List<String> known() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void save(String sandboxId, Kept kept) {
        try {
            Files.createDirectories(directory);
            kept.write(file(sandboxId));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path file(String sandboxId) {
        return directory.resolve(sandboxId);
    }

    private static RuntimeFailure failed(IOException e) {
        return new RuntimeFailure(RuntimeFailure.Kind.FAILED, "CNI attachments: " + e.getMessage(), e);
    }

    /** What is kept about an attachment; {@code result} is null until all plugins have answered. */
    record Kept(
            CniNetworkList network,
            CniAttachment attachment,
            @Nullable JsonNode result) {

        static Kept read(Path file) {
            try {
                JsonNode all = CniNetworks.JSON.readTree(Files.readAllBytes(file));
                return new Kept(
                        CniNetworks.parse(all.path("network").toString()),
                        CniNetworks.JSON.treeToValue(all.path("attachment"), CniAttachment.class),
                        all.path("result").isObject() ? all.path("result") : null);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        void write(Path file) throws IOException {
            ObjectNode all = CniNetworks.JSON.createObjectNode();
            all.putObject("network")
                    .put("name", network.name())
                    .put("cniVersion", network.version())
                    .put("disableCheck", !network.checks())
                    .putArray("plugins")
                    .addAll(network.plugins());
            all.set("attachment", CniNetworks.JSON.valueToTree(attachment));
            all.set("result", result);
            Files.write(file, CniNetworks.JSON.writeValueAsBytes(all));
        }
    }
}
