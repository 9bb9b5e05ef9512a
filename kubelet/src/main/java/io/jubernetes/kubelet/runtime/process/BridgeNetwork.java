package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.Ipv4Range;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every sandbox has a network namespace of its own, joined by a pair of virtual interfaces to a bridge of the node's.
 *
 * <pre>
 *   pod 10.244.0.2 eth0 ── veth ─┐
 *   pod 10.244.0.3 eth0 ── veth ─┤ bridge 10.244.0.1 ── the node's routes
 * </pre>
 *
 * All names are derived from the runtime's directory, so that several clusters live on one machine.
 */
public final class BridgeNetwork implements PodNetwork {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeNetwork.class);
    private static final Path NAMESPACES = Path.of("/run/netns");

    private static final String OWNER = "jubernetes ";

    private final Commands commands;
    private final Path root;
    private final Addresses addresses;
    private final String key;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @org.jspecify.annotations.Nullable Ipv4Range range;

    public BridgeNetwork(Commands commands, Path root) {
        this.commands = commands;
        this.root = root;
        this.addresses = new Addresses(root.resolve("addresses"));
        this.key = key(root);
    }

    /** Eight digits that stand for a runtime's directory in the names of what it makes on the machine. */
    public static String key(Path root) {
        CRC32 sum = new CRC32();
        sum.update(root.toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    public String bridge() {
        return "jube" + key;
    }

    @Override
    public void configure(String podCidr) throws InterruptedException {
        lock.lock();
        try {
            Ipv4Range wanted = Ipv4Range.parse(podCidr);
            if (!wanted.equals(range)) {
                makeBridge(wanted);
                range = wanted;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String problem() {
        return range == null ? "the node has no pod CIDR yet" : "";
    }

    @Override
    public String add(String sandboxId, SandboxConfig config) throws InterruptedException {
        Ipv4Range current = range;
        if (current == null) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, problem());
        }
        String ip = addresses.take(current, sandboxId);
        try {
            connect(sandboxId, ip, current);
            return ip;
        } catch (RuntimeFailure e) {
            remove(sandboxId);
            throw e;
        }
    }

    private void connect(String sandboxId, String ip, Ipv4Range current) throws InterruptedException {
        String namespace = name(sandboxId);
        String veth = veth(sandboxId);
        commands.mustRun(List.of("ip", "netns", "add", namespace), "");
        commands.mustRun(
                List.of("ip", "-batch", "-"),
                "link add " + veth + " type veth peer name eth0 address " + Ipv4Range.hardwareAddress(ip) + " netns "
                        + namespace + "\n"
                        + "link set " + veth + " master " + bridge() + " up\n"
                        + "link set " + veth + " type bridge_slave hairpin on\n");
        commands.mustRun(
                List.of("ip", "-n", namespace, "-batch", "-"),
                "link set lo up\naddr add " + ip + "/" + current.bits() + " dev eth0\nlink set eth0 up\n"
                        + "route add default via " + current.gateway() + "\n");
    }

    @Override
    public void remove(String sandboxId) throws InterruptedException {
        if (Files.exists(NAMESPACES.resolve(name(sandboxId)))) {
            // the pair goes first: a namespace that a process still holds would keep it
            commands.run(List.of("ip", "link", "del", veth(sandboxId)));
            commands.mustRun(List.of("ip", "netns", "del", name(sandboxId)), "");
        }
        addresses.giveBack(sandboxId);
    }

    @Override
    public Optional<Path> namespace(String sandboxId) {
        return Optional.of(NAMESPACES.resolve(name(sandboxId)));
    }

    @Override
    public void removeAllBut(Collection<String> sandboxIds) throws InterruptedException {
        List<String> known = sandboxIds.stream().map(this::name).toList();
        for (Path namespace : StateFiles.children(NAMESPACES)) {
            String name = namespace.getFileName().toString();
            if (name.startsWith(bridge() + "-") && !known.contains(name)) {
                commands.run(List.of("ip", "netns", "del", name));
                LOG.info("A network namespace without sandbox was removed: namespace={}", name);
            }
        }
        addresses.keepOnly(sandboxIds);
    }

    private void makeBridge(Ipv4Range wanted) throws InterruptedException {
        String address = wanted.gateway() + "/" + wanted.bits();
        for (String other : withAddress(address)) {
            giveUpOrReclaim(other, wanted);
        }
        commands.run(List.of("ip", "link", "add", bridge(), "type", "bridge"));
        commands.run(List.of("ip", "link", "set", "dev", bridge(), "alias", OWNER + root));
        commands.run(List.of("ip", "-4", "addr", "flush", "dev", bridge()));
        // a bridge that is given no address takes the least of its ports', and for seconds nobody finds the gateway
        commands.mustRun(
                List.of("ip", "-batch", "-"),
                "link set " + bridge() + " address " + Ipv4Range.hardwareAddress(wanted.gateway()) + "\naddr add "
                        + address + " dev " + bridge() + "\nlink set " + bridge() + " up\n");
        forward();
    }

    /** The other interfaces of this machine that have an address. */
    private List<String> withAddress(String address) throws InterruptedException {
        return commands.run(List.of("ip", "-o", "-4", "addr", "show"))
                .output()
                .lines()
                .filter(l -> l.contains(" " + address + " "))
                .map(l -> l.split("\\s+")[1])
                .filter(name -> !name.equals(bridge()))
                .toList();
    }

    /** A bridge whose runtime's directory is gone is a leftover; any other interface is in use. */
    private void giveUpOrReclaim(String other, Ipv4Range wanted) throws InterruptedException {
        String alias =
                StateFiles.readText(Path.of("/sys/class/net", other, "ifalias")).trim();
        if (alias.startsWith(OWNER) && !Files.exists(Path.of(alias.substring(OWNER.length())))) {
            commands.run(List.of("ip", "link", "del", other));
            LOG.info("A bridge whose node is gone was removed: bridge={}", other);
            return;
        }
        throw new RuntimeFailure(
                RuntimeFailure.Kind.FAILED,
                "the pod CIDR " + wanted + " is in use on this machine by " + other
                        + (alias.isEmpty() ? "" : " (" + alias + ")") + ": give this node another one");
    }

    @Override
    public void release() throws InterruptedException {
        commands.run(List.of("ip", "link", "del", bridge()));
    }

    private static void forward() {
        try {
            Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1\n");
        } catch (IOException e) {
            LOG.warn("Forwarding cannot be switched on: pods do not reach other networks", e);
        }
    }

    private String name(String sandboxId) {
        return bridge() + "-" + sandboxId;
    }

    /** Interface names have at most 15 characters. */
    private String veth(String sandboxId) {
        return "jv" + sandboxId.substring(0, 12);
    }
}
