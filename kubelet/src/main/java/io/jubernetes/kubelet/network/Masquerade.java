package io.jubernetes.kubelet.network;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.Ipv4Range;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lets pods reach the outside with the node's address; among each other they keep their own, on whichever node they are. With
 * nftables, or with iptables where that is all there is.
 */
final class Masquerade {

    private final Commands commands;
    private final String table;
    private final String chain;

    /** @param name of the table, and of the chain where iptables serves; at most 28 characters */
    Masquerade(Commands commands, String name) {
        this.commands = commands;
        this.table = "table ip " + name;
        this.chain = name;
    }

    /**
     * Writes the rules, replacing earlier ones in one step.
     *
     * @param others the ranges of the other nodes' pods
     * @throws RuntimeFailure when the machine takes no rules: pods then reach the node and each other, but nothing outside
     */
    void apply(Ipv4Range own, Collection<Ipv4Range> others) throws InterruptedException {
        TreeSet<String> pods = others.stream().map(Ipv4Range::toString).collect(Collectors.toCollection(TreeSet::new));
        pods.add(own.toString());
        Commands.Outcome outcome = commands.run(List.of("nft", "-f", "-"), nftables(own, pods));
        if (outcome.exitCode() != 0 && !applyByIptables(own, pods)) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    "nftables is missing or refuses, and so does iptables: "
                            + outcome.output().trim());
        }
    }

    void release() throws InterruptedException {
        commands.run(List.of("nft", "delete", "table", "ip", chain));
        commands.run(List.of("iptables", "-w", "-t", "nat", "-D", "POSTROUTING", "-j", chain));
        commands.run(List.of("iptables", "-w", "-t", "nat", "-F", chain));
        commands.run(List.of("iptables", "-w", "-t", "nat", "-X", chain));
    }

    private String nftables(Ipv4Range own, Collection<String> pods) {
        return table + " {}\ndelete " + table + "\n" + table + " {\n"
                + "  set pods {\n    type ipv4_addr\n    flags interval\n    auto-merge\n    elements = { "
                + String.join(", ", pods) + " }\n  }\n"
                + "  chain postrouting {\n    type nat hook postrouting priority srcnat; policy accept;\n"
                + "    ip saddr " + own + " ip daddr != @pods masquerade\n  }\n}\n";
    }

    private boolean applyByIptables(Ipv4Range own, Collection<String> pods) throws InterruptedException {
        StringBuilder rules = new StringBuilder("*nat\n:" + chain + " - [0:0]\n");
        pods.forEach(range -> rules.append("-A " + chain + " -d " + range + " -j RETURN\n"));
        rules.append("-A " + chain + " -s " + own + " -j MASQUERADE\nCOMMIT\n");
        return commands.run(List.of("iptables-restore", "-w", "--noflush"), rules.toString())
                                .exitCode()
                        == 0
                && (jump("-C") || jump("-A"));
    }

    private boolean jump(String action) throws InterruptedException {
        return commands.run(List.of("iptables", "-w", "-t", "nat", action, "POSTROUTING", "-j", chain))
                        .exitCode()
                == 0;
    }
}
