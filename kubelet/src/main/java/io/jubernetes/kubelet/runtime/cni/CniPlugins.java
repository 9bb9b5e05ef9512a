package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls plugins: what the specification's "execution protocol" says. */
final class CniPlugins {

    private static final String INTERFACE = "eth0";

    private final List<Path> directories;

    CniPlugins(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    List<Path> directories() {
        return directories;
    }

    @Nullable
    Path find(String type) {
        return directories.stream()
                .map(d -> d.resolve(type))
                .filter(p -> type.indexOf('/') < 0 && Files.isExecutable(p))
                .findFirst()
                .orElse(null);
    }

    /**
     * Calls one plugin.
     *
     * @param previous the result of the one before it, or of all of them
     * @return its answer; null when it gave none
     */
    @Nullable
    JsonNode call(
            String command,
            CniNetworkList network,
            ObjectNode plugin,
            CniAttachment attachment,
            @Nullable JsonNode previous)
            throws InterruptedException {
        String type = CniNetworks.type(plugin);
        Path program = find(type);
        if (program == null) {
            throw failed(type, command, "failed to find plugin \"" + type + "\" in path " + directories);
        }
        ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectError(Redirect.DISCARD);
        builder.environment().putAll(variables(command, attachment));
        try {
            Process process = builder.start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(CniNetworks.JSON.writeValueAsBytes(input(network, plugin, attachment, previous)));
            } catch (IOException e) {
                // it ended without reading; its answer tells why
            }
            byte[] output = process.getInputStream().readAllBytes();
            return answer(type, command, process.waitFor(), output);
        } catch (IOException e) {
            throw failed(type, command, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable JsonNode answer(String type, String command, int code, byte[] output) throws IOException {
        if (code == 0) {
            return output.length == 0 ? null : CniNetworks.JSON.readTree(output);
        }
        JsonNode error = output.length == 0 || output[0] != '{'
                ? CniNetworks.JSON.createObjectNode()
                : CniNetworks.JSON.readTree(output);
        String details = error.path("details").asText();
        String message = error.path("msg").asText("exit status " + code);
        throw failed(type, command, details.isEmpty() ? message : message + "; " + details);
    }

    private static RuntimeFailure failed(String type, String command, String message) {
        return new RuntimeFailure(
                RuntimeFailure.Kind.FAILED,
                "plugin type=\"" + type + "\" failed (" + command.toLowerCase(Locale.ROOT) + "): " + message);
    }

    private Map<String, String> variables(String command, CniAttachment attachment) {
        // a namespace that is gone is told by an empty name: plugins then free what is outside of it
        boolean there = Files.exists(attachment.namespace());
        return Map.of(
                "CNI_COMMAND",
                command,
                "CNI_CONTAINERID",
                attachment.sandboxId(),
                "CNI_NETNS",
                there ? attachment.namespace().toString() : "",
                "CNI_IFNAME",
                INTERFACE,
                "CNI_ARGS",
                "IgnoreUnknown=1;K8S_POD_NAMESPACE=" + attachment.pod().namespace() + ";K8S_POD_NAME="
                        + attachment.pod().name() + ";K8S_POD_INFRA_CONTAINER_ID=" + attachment.sandboxId()
                        + ";K8S_POD_UID=" + attachment.pod().uid(),
                "CNI_PATH",
                directories.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }

    private static ObjectNode input(
            CniNetworkList network, ObjectNode plugin, CniAttachment attachment, @Nullable JsonNode previous) {
        ObjectNode input = plugin.deepCopy();
        input.put("name", network.name()).put("cniVersion", network.version());
        JsonNode capabilities = input.remove("capabilities");
        if (capabilities != null) {
            ObjectNode given = input.putObject("runtimeConfig");
            if (capabilities.path("portMappings").asBoolean()
                    && !attachment.ports().isEmpty()) {
                given.set("portMappings", ports(attachment.ports()));
            }
            if (capabilities.path("ipRanges").asBoolean()
                    && !attachment.podCidr().isEmpty()) {
                given.putArray("ipRanges").addArray().addObject().put("subnet", attachment.podCidr());
            }
        }
        if (previous != null) {
            input.set("prevResult", previous);
        }
        return input;
    }

    private static ArrayNode ports(List<PortMapping> ports) {
        ArrayNode all = CniNetworks.JSON.createArrayNode();
        for (PortMapping port : ports) {
            all.addObject()
                    .put("hostPort", port.hostPort())
                    .put("containerPort", port.containerPort())
                    .put("protocol", port.protocol().toLowerCase(Locale.ROOT))
                    .put("hostIP", port.hostIp());
        }
        return all;
    }
}
