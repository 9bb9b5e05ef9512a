package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The network of a node that has none: a bridge whose pods also reach themselves through a Service (hairpin), addresses from the
 * node's range, ports of the node.
 *
 * @param bridge the interface's name, at most 15 characters
 * @param masquerade whether the plugin lets pods reach the outside with the node's address; one rule for all of them is cheaper
 * @param addresses where it is written down which addresses are taken; null for the plugin's own place
 */
public record BridgeConflist(
        String name,
        String bridge,
        String podCidr,
        boolean masquerade,
        @Nullable Path addresses) {

    private static final String VERSION = "0.4.0"; // every plugin since 2019 speaks it

    public String text() {
        ObjectNode network = CniNetworks.JSON.createObjectNode();
        network.put("cniVersion", VERSION).put("name", name);
        var plugins = network.putArray("plugins");
        ObjectNode bridging = plugins.addObject()
                .put("type", "bridge")
                .put("bridge", bridge)
                .put("isGateway", true)
                .put("ipMasq", masquerade)
                .put("hairpinMode", true);
        ObjectNode ipam = bridging.putObject("ipam").put("type", "host-local");
        if (addresses != null) {
            ipam.put("dataDir", addresses.toString());
        }
        ipam.putArray("ranges").addArray().addObject().put("subnet", podCidr);
        ipam.putArray("routes").addObject().put("dst", "0.0.0.0/0");
        plugins.addObject().put("type", "portmap").putObject("capabilities").put("portMappings", true);
        return network.toPrettyString() + "\n";
    }

    /** Writes it as a file that {@link CniNetworks#find} finds there. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("10-" + name + ".conflist"), text());
    }

    CniNetworkList network() {
        return CniNetworks.parse(text());
    }
}
