package io.jubernetes.proxy.nftables;

import io.jubernetes.proxy.service.Endpoint;
import io.jubernetes.proxy.service.Protocol;
import io.jubernetes.proxy.service.ServicePort;
import io.jubernetes.proxy.service.ServiceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Writes the nftables table of a {@link ServiceTable}: a pure function from values to text.
 *
 * <pre>
 *   packet ─► nat hook ─► vmap @services  (address . protocol . port) ─► chain of the service ─► dnat to one endpoint
 *                    └──► vmap @nodeports (protocol . port, local address) ─► mark ─► same
 *   after  ─► masquerade: marked ones, those from a loopback address, and a pod that reached itself (@hairpin)
 *   filter ─► reject what still goes to the service range: no endpoint, or no such service
 * </pre>
 */
final class Ruleset {

    /** The packet mark of connections that must leave with this machine's address. */
    private static final String MARK = "0x4000";

    private final String table;
    private final String serviceRange;

    /**
     * @param table the name of the table, one per cluster on this machine
     * @param serviceRange the range of virtual addresses, in CIDR form
     */
    Ruleset(String table, String serviceRange) {
        this.table = table;
        this.serviceRange = serviceRange;
    }

    /** Commands that replace the table in one transaction. */
    String replacing(ServiceTable services) {
        StringBuilder text = new StringBuilder(removing());
        text.append("table ip ").append(table).append(" {\n");
        List<String> byAddress = new ArrayList<>();
        List<String> byNodePort = new ArrayList<>();
        TreeSet<String> hairpin = new TreeSet<>();
        int number = 0;
        for (ServicePort port : services.ports()) {
            String chain = "service-" + number++;
            if (!port.internal().isEmpty()) {
                text.append(serviceChain(chain, port, port.internal()));
                ipv4(port.clusterIps())
                        .forEach(ip -> byAddress.add(
                                ip + " . " + lower(port.protocol()) + " . " + port.port() + " : goto " + chain));
            }
            if (port.nodePort() != 0 && !port.external().isEmpty()) {
                text.append(externalChain(chain, port));
                byNodePort.add(lower(port.protocol()) + " . " + port.nodePort() + " : goto " + chain + "-external");
            }
            port.internal().forEach(e -> hairpin.add(e.address() + " . " + e.address()));
        }
        text.append(elements("map services", "ipv4_addr . inet_proto . inet_service : verdict", byAddress));
        text.append(elements("map nodeports", "inet_proto . inet_service : verdict", byNodePort));
        text.append(elements("set hairpin", "ipv4_addr . ipv4_addr", List.copyOf(hairpin)));
        return text.append(hooks()).append("}\n").toString();
    }

    /** Commands that remove the table, whether it is there or not. */
    String removing() {
        return "table ip " + table + "\ndelete table ip " + table + "\n";
    }

    private String serviceChain(String chain, ServicePort port, List<Endpoint> endpoints) {
        return "  chain " + chain + " {\n    meta l4proto " + lower(port.protocol()) + " dnat ip to "
                + choice(port, endpoints) + "\n  }\n";
    }

    private String externalChain(String chain, ServicePort port) {
        String mark = port.masquerade() ? "    meta mark set meta mark or " + MARK + "\n" : "";
        return "  chain " + chain + "-external {\n" + mark + "    meta l4proto " + lower(port.protocol())
                + " dnat ip to " + choice(port, port.external()) + "\n  }\n";
    }

    /** Affinity by hash of the client's address needs no memory of clients; it moves some of them when endpoints change. */
    private static String choice(ServicePort port, List<Endpoint> endpoints) {
        if (endpoints.size() == 1) {
            return endpoints.getFirst().address() + ":" + endpoints.getFirst().port();
        }
        String selector = port.clientAffinity() ? "jhash ip saddr" : "numgen random";
        StringJoiner choices = new StringJoiner(", ", selector + " mod " + endpoints.size() + " map { ", " }");
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            choices.add(i + " : " + endpoint.address() + " . " + endpoint.port());
        }
        return choices.toString();
    }

    private static String elements(String what, String type, List<String> elements) {
        String content = elements.isEmpty() ? "" : "    elements = { " + String.join(",\n      ", elements) + " }\n";
        return "  " + what + " {\n    type " + type + "\n" + content + "  }\n";
    }

    private String hooks() {
        return """
              chain dispatch {
                ip daddr . meta l4proto . th dport vmap @services
                fib daddr type local meta l4proto . th dport vmap @nodeports
              }
              chain prerouting {
                type nat hook prerouting priority dstnat; policy accept;
                jump dispatch
              }
              chain local-out {
                type nat hook output priority -100; policy accept;
                jump dispatch
              }
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;
                meta mark and %1$s == %1$s masquerade
                ct status dnat ip saddr 127.0.0.0/8 ip daddr != 127.0.0.0/8 masquerade
                ct status dnat ip saddr . ip daddr @hairpin masquerade
              }
              chain reject-forward {
                type filter hook forward priority filter; policy accept;
                ip daddr %2$s ct status and dnat != dnat reject
              }
              chain reject-output {
                type filter hook output priority filter; policy accept;
                ip daddr %2$s ct status and dnat != dnat reject
              }
              chain guard-loopback {
                type filter hook input priority filter; policy accept;
                iif != lo ip daddr 127.0.0.0/8 ct status and dnat != dnat ct state new drop
              }
            """.formatted(MARK, serviceRange);
    }

    private static List<String> ipv4(List<String> addresses) {
        return addresses.stream().filter(address -> address.indexOf(':') < 0).toList();
    }

    private static String lower(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
