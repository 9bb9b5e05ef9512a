package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The network lists that a node has. */
public final class CniNetworks {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Where a node's networks are by custom. */
    public static final Path USUAL_DIRECTORY = Path.of("/etc/cni/net.d");

    private static final List<Path> USUAL_PLUGINS = List.of(Path.of("/opt/cni/bin"), Path.of("/usr/lib/cni"));

    private CniNetworks() {}

    /**
     * The network that a directory names: its first file, by name, that can be read as one.
     *
     * @throws RuntimeFailure when there are files and none is a network: the message names the first one's fault
     */
    public static Optional<CniNetworkList> find(Path directory) {
        RuntimeFailure first = null;
        for (Path file : files(directory)) {
            try {
                return Optional.of(read(file));
            } catch (RuntimeFailure e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return Optional.empty();
    }

    /** Where this machine has plugins. */
    public static List<Path> pluginDirectories() {
        return USUAL_PLUGINS.stream().filter(Files::isDirectory).toList();
    }

    /** Whether this machine has a plugin. */
    public static boolean has(String plugin) {
        return USUAL_PLUGINS.stream().anyMatch(d -> Files.isExecutable(d.resolve(plugin)));
    }

    static CniNetworkList read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException | RuntimeFailure e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "CNI network " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a list of plugins, or the single plugin of an older file. */
    static CniNetworkList parse(String text) {
        try {
            JsonNode network = JSON.readTree(text);
            String name = network.path("name").asText();
            String version = network.path("cniVersion").asText("0.2.0");
            List<ObjectNode> plugins = network.has("plugins")
                    ? Stream.iterate(0, i -> i < network.path("plugins").size(), i -> i + 1)
                            .map(i -> (ObjectNode) network.path("plugins").get(i))
                            .toList()
                    : List.of((ObjectNode) network);
            if (name.isEmpty() || plugins.isEmpty() || plugins.stream().anyMatch(p -> type(p).isEmpty())) {
                throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "a name, or the type of a plugin, is missing");
            }
            boolean checks = !network.path("disableCheck").asBoolean(false);
            return new CniNetworkList(name, version, checks, plugins);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "not a network: " + e.getMessage(), e);
        }
    }

    static String type(ObjectNode plugin) {
        return plugin.path("type").asText();
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(CniNetworks::isNetwork).sorted().toList();
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "CNI networks: " + e.getMessage(), e);
        }
    }

    private static boolean isNetwork(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".conflist") || name.endsWith(".conf") || name.endsWith(".json");
    }
}
