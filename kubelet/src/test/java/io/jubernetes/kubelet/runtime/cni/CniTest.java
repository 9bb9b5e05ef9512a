package io.jubernetes.kubelet.runtime.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins here are shell scripts that note how they were called. */
@Timeout(60)
final class CniTest {

    private static final String NETWORK = """
            {"cniVersion": "1.0.0", "name": "pods", "plugins": [
              {"type": "first", "capabilities": {"ipRanges": true}},
              {"type": "second", "capabilities": {"portMappings": true}, "colour": "blue"}]}
            """;

    private static final String NOTES = """
            #!/bin/sh
            input=$(cat)
            echo "$CNI_COMMAND %1$s $CNI_CONTAINERID $CNI_IFNAME $input" >> "${0%%/*}/calls"
            """;

    @TempDir
    Path directory;

    private void plugin(String name, String rest) throws IOException {
        Path file = Files.writeString(directory.resolve(name), NOTES.formatted(name) + rest);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Cni cni() {
        return new Cni(directory.resolve("state"), List.of(directory));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    private CniAttachment attachment() throws IOException {
        Path namespace = directory.resolve("ns");
        Files.writeString(namespace, "");
        return new CniAttachment(
                "box",
                namespace,
                new PodIdentity("default", "web", "u1"),
                List.of(new PortMapping("TCP", 80, 8080, "")),
                "10.1.0.0/24");
    }

    @Test
    void pluginsAreCalledInOrderWithTheResultBeforeThemAndBackwardsToRemove() throws Exception {
        plugin(
                "first",
                "echo '{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.1.0.9/24\"},{\"address\":\"fd00::9/64\"}]}'\n");
        plugin("second", "case $CNI_COMMAND in ADD) echo \"${input#*prevResult\\\":}\" | sed 's/}$//';; esac\n");
        CniResult result = cni().add(CniNetworks.parse(NETWORK), attachment());
        assertThat(result.addresses()).containsExactly("10.1.0.9", "fd00::9");
        cni().check("box");
        cni().remove("box");
        cni().remove("box");
        assertThat(calls())
                .extracting(l -> l.split(" \\{")[0])
                .containsExactly(
                        "ADD first box eth0",
                        "ADD second box eth0",
                        "CHECK first box eth0",
                        "CHECK second box eth0",
                        "DEL second box eth0",
                        "DEL first box eth0");
        var second = new ObjectMapper()
                .readTree(calls().get(1).substring(calls().get(1).indexOf('{')));
        assertThat(second.path("runtimeConfig")
                        .path("portMappings")
                        .get(0)
                        .path("hostPort")
                        .asInt())
                .isEqualTo(8080);
        assertThat(second.path("colour").asText()).isEqualTo("blue");
        assertThat(second.path("prevResult").path("ips").size()).isEqualTo(2);
        assertThat(calls().getFirst()).contains("\"ipRanges\":[[{\"subnet\":\"10.1.0.0/24\"}]]");
    }

    @Test
    void aFailureTakesBackWhatWasDoneAndSaysWhatThePluginSaid() throws Exception {
        plugin("first", "echo '{}'\n");
        plugin(
                "second",
                "[ $CNI_COMMAND = DEL ] || { echo '{\"code\":7,\"msg\":\"no room\",\"details\":\"full\"}'; exit 1; }\n");
        assertThatThrownBy(() -> cni().add(CniNetworks.parse(NETWORK), attachment()))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessage("plugin type=\"second\" failed (add): no room; full");
        assertThat(calls()).anyMatch(l -> l.startsWith("DEL first"));
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }

    @Test
    void theFirstFileThatIsANetworkCounts() throws Exception {
        assertThat(CniNetworks.find(directory.resolve("none"))).isEmpty();
        Files.writeString(directory.resolve("00-broken.conflist"), "{");
        assertThatThrownBy(() -> CniNetworks.find(directory)).hasMessageContaining("00-broken.conflist");
        Files.writeString(
                directory.resolve("10-old.conf"), "{\"name\":\"old\",\"type\":\"ptp\",\"cniVersion\":\"0.3.1\"}");
        assertThat(CniNetworks.find(directory).orElseThrow().plugins()).hasSize(1);
        assertThat(CniNetworks.find(directory).orElseThrow().canCheck()).isFalse();
    }

    @Test
    void aWrittenBridgeIsANetwork() throws Exception {
        new BridgeConflist("pods", "jube0", "10.9.0.0/24", false, null).write(directory);
        CniNetworkList network = CniNetworks.find(directory).orElseThrow();
        assertThat(network.name()).isEqualTo("pods");
        assertThat(network.plugins()).extracting(CniNetworks::type).containsExactly("bridge", "portmap");
        assertThat(cni().problem(network)).startsWith("the CNI plugin bridge is not in");
    }
}
