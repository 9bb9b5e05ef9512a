package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.Ipv4Range;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.cni.BridgeConflist;
import io.jubernetes.kubelet.runtime.cni.Cni;
import io.jubernetes.kubelet.runtime.cni.CniAttachment;
import io.jubernetes.kubelet.runtime.cni.CniNetworkList;
import io.jubernetes.kubelet.runtime.cni.CniNetworks;
import io.jubernetes.kubelet.runtime.cni.CniResult;
import io.jubernetes.kubelet.runtime.process.BridgeNetwork;
import io.jubernetes.kubelet.runtime.process.PodNetwork;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Pods get their network from the machine's CNI network, or, when there is none, from a bridge of our own with the usual plugins.
 */
final class CniPodNetwork implements PodNetwork {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String PORT_PLUGIN = "portmap";

    private final Commands commands;
    private final Cni cni;
    private final Path machines;
    private final Path own;
    private final String bridge;
    private volatile String podCidr = "";

    /** @param machines where the machine's networks are */
    CniPodNetwork(Commands commands, Path root, Path machines) {
        this.commands = commands;
        this.machines = machines;
        this.own = root.resolve("cni");
        this.bridge = "jube" + BridgeNetwork.key(root);
        this.cni = new Cni(own.resolve("attachments"), CniNetworks.pluginDirectories());
    }

    /** Whether the plugins of our own bridge are there. */
    static boolean hasPlugins() {
        return List.of("bridge", "host-local", PORT_PLUGIN).stream().allMatch(CniNetworks::has);
    }

    @Override
    public void configure(String wanted) throws InterruptedException {
        if (wanted.equals(podCidr)) {
            return;
        }
        Ipv4Range range = Ipv4Range.parse(wanted);
        if (CniNetworks.find(machines).isEmpty()) {
            try {
                new BridgeConflist("jubernetes", bridge, range.toString(), false, own.resolve("addresses"))
                        .write(own.resolve("net.d"));
            } catch (IOException e) {
                throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "CNI network: " + e.getMessage(), e);
            }
        }
        podCidr = wanted;
    }

    /** Whether pods are on a bridge of our own. */
    boolean isOwn() {
        return CniNetworks.find(machines).isEmpty();
    }

    @Override
    public String problem() {
        try {
            Optional<CniNetworkList> network = network();
            return network.isPresent() ? cni.problem(network.get()) : "cni plugin not initialized";
        } catch (RuntimeFailure e) {
            return e.text();
        }
    }

    private Optional<CniNetworkList> network() {
        Optional<CniNetworkList> theirs = CniNetworks.find(machines);
        return theirs.isPresent() || podCidr.isEmpty() ? theirs : CniNetworks.find(own.resolve("net.d"));
    }

    @Override
    public String add(String sandboxId, SandboxConfig config) throws InterruptedException {
        CniNetworkList network = network()
                .orElseThrow(() -> new RuntimeFailure(
                        RuntimeFailure.Kind.FAILED, "network is not ready: cni plugin not initialized"));
        Path namespace = NAMESPACES.resolve(name(sandboxId));
        commands.mustRun(List.of("ip", "netns", "add", name(sandboxId)), "");
        try {
            CniResult result = cni.add(
                    withoutIdle(network, config),
                    new CniAttachment(sandboxId, namespace, config.pod(), config.ports(), podCidr));
            return String.join(",", result.addresses());
        } catch (RuntimeFailure e) {
            remove(sandboxId);
            throw e;
        }
    }

    /** Our own network's plugin for ports looks through the machine's rules even when there is nothing for it to do. */
    private static CniNetworkList withoutIdle(CniNetworkList network, SandboxConfig config) {
        if (!network.name().equals("jubernetes") || !config.ports().isEmpty()) {
            return network;
        }
        return new CniNetworkList(
                network.name(),
                network.version(),
                network.checks(),
                network.plugins().stream()
                        .filter(p -> !p.path("type").asText().equals(PORT_PLUGIN))
                        .toList());
    }

    @Override
    public void remove(String sandboxId) throws InterruptedException {
        cni.remove(sandboxId);
        if (Files.exists(NAMESPACES.resolve(name(sandboxId)))) {
            commands.mustRun(List.of("ip", "netns", "del", name(sandboxId)), "");
        }
    }

    @Override
    public Optional<Path> namespace(String sandboxId) {
        return Optional.of(NAMESPACES.resolve(name(sandboxId)));
    }

    @Override
    public void removeAllBut(Collection<String> sandboxIds) throws InterruptedException {
        cni.removeAllBut(sandboxIds);
        List<String> known = sandboxIds.stream().map(this::name).toList();
        for (Path namespace : StateFiles.children(NAMESPACES)) {
            String name = namespace.getFileName().toString();
            if (name.startsWith(bridge + "-") && !known.contains(name)) {
                commands.run(List.of("ip", "netns", "del", name));
            }
        }
    }

    @Override
    public void release() throws InterruptedException {
        commands.run(List.of("ip", "link", "del", bridge));
    }

    private String name(String sandboxId) {
        return bridge + "-" + sandboxId;
    }
}
