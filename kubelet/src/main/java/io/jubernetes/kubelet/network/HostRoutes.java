package io.jubernetes.kubelet.network;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.Ipv4Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The routes of this machine that lead to other nodes' pods. Which ones are ours is in a file, so that another agent takes away
 * what is no longer wanted.
 *
 * <p>The tunnel is VXLAN without learning: each node's end of it has the first address of its pods' range, and a hardware address
 * made from that, so that every node knows every other one's without being told.
 */
final class HostRoutes {

    /** As the kernel has had it from before there was a standard; other container networks use it, too. */
    private static final int PORT = 8472;

    private static final int NETWORK_ID = 1;

    private final Commands commands;
    private final Path file;
    private final String tunnel;
    private final String owner;

    /**
     * @param file where it is written down which ranges have a route
     * @param tunnel the name of the tunnel's interface
     * @param owner what the interface says about whose it is
     */
    HostRoutes(Commands commands, Path file, String tunnel, String owner) {
        this.commands = commands;
        this.file = file;
        this.tunnel = tunnel;
        this.owner = owner;
    }

    /** Makes what is missing and takes away what is too much; doing it again does no harm. */
    void apply(Ipv4Range own, RoutePlan plan) throws IOException, InterruptedException {
        Set<String> wanted = new TreeSet<>(plan.direct().keySet());
        wanted.addAll(plan.tunnelled().keySet());
        Set<String> before = recorded();
        Set<String> all = new TreeSet<>(before);
        all.addAll(wanted);
        record(all);
        remove(before.stream().filter(r -> !wanted.contains(r)).toList());
        StringBuilder routes = new StringBuilder();
        plan.direct().forEach((range, node) -> routes.append("route replace " + range + " via " + node + "\n"));
        if (!plan.tunnelled().isEmpty()) {
            dig(own);
            plan.tunnelled().forEach((range, node) -> routes.append(through(Ipv4Range.parse(range))));
            commands.mustRun(List.of("bridge", "-force", "-batch", "-"), ends(plan));
        }
        // one node that cannot be reached now must not keep the others from it
        commands.mustRun(List.of("ip", "-force", "-batch", "-"), routes.toString());
        record(wanted);
    }

    /** Takes everything away. */
    void release() throws IOException, InterruptedException {
        remove(List.copyOf(recorded()));
        commands.run(List.of("ip", "link", "del", tunnel));
        Files.deleteIfExists(file);
    }

    private void remove(List<String> ranges) throws InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (String range : ranges) {
            lines.append("route del " + range + "\n");
            lines.append("neigh del " + Ipv4Range.parse(range).at(0) + " dev " + tunnel + "\n");
        }
        if (!ranges.isEmpty()) {
            // some are gone already, and one that was direct has no neighbour in the tunnel
            commands.run(List.of("ip", "-force", "-batch", "-"), lines.toString());
        }
    }

    private void dig(Ipv4Range own) throws InterruptedException {
        // fails when it is there already; whatever else is wrong, the next step tells
        commands.run(List.of(
                "ip",
                "link",
                "add",
                tunnel,
                "address",
                Ipv4Range.hardwareAddress(own.at(0)),
                "type",
                "vxlan",
                "id",
                "" + NETWORK_ID,
                "dstport",
                "" + PORT,
                "nolearning"));
        commands.mustRun(
                List.of("ip", "-batch", "-"),
                "link set " + tunnel + " address " + Ipv4Range.hardwareAddress(own.at(0)) + " up\nlink set dev "
                        + tunnel + " alias \"" + owner + "\"\naddr replace " + own.at(0) + "/32 dev " + tunnel + "\n");
    }

    private String through(Ipv4Range range) {
        return "neigh replace " + range.at(0) + " lladdr " + Ipv4Range.hardwareAddress(range.at(0)) + " dev " + tunnel
                + " nud permanent\nroute replace " + range + " via " + range.at(0) + " dev " + tunnel + " onlink\n";
    }

    private String ends(RoutePlan plan) {
        StringBuilder lines = new StringBuilder();
        plan.tunnelled()
                .forEach((range, node) -> lines.append("fdb replace "
                        + Ipv4Range.hardwareAddress(Ipv4Range.parse(range).at(0)) + " dev " + tunnel + " dst " + node
                        + "\n"));
        return lines.toString();
    }

    private Set<String> recorded() throws IOException {
        return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : Set.of();
    }

    private void record(Set<String> ranges) throws IOException {
        Files.write(file, ranges);
    }
}
