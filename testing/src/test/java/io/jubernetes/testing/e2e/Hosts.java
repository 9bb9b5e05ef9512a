package io.jubernetes.testing.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * Hosts made of network namespaces of this machine: two in one network, a third in another, with a router in between. They are
 * apart from the machine's own network, where other clusters may live.
 *
 * <pre>
 *   one 10.77.0.11 ──┐
 *   two 10.77.0.12 ──┤ router ├── three 10.78.0.13
 * </pre>
 */
final class Hosts implements AutoCloseable {

    static final List<String> NAMES = List.of("one", "two", "three");

    private static final List<String> ADDRESSES = List.of("10.77.0.11", "10.77.0.12", "10.78.0.13");
    private static final String ROUTER = "apart-router";

    private Hosts() {}

    static Hosts start() {
        Hosts hosts = new Hosts();
        hosts.close();
        ip("netns", "add", ROUTER);
        try {
            for (String network : List.of("77", "78")) {
                router("link", "add", "net" + network, "type", "bridge");
                router("addr", "add", "10." + network + ".0.1/24", "dev", "net" + network);
                router("link", "set", "net" + network, "up");
            }
            Command.of("ip", "netns", "exec", ROUTER, "sysctl", "-qw", "net.ipv4.ip_forward=1")
                    .run()
                    .succeeded();
            NAMES.forEach(Hosts::plugIn);
            return hosts;
        } catch (RuntimeException | AssertionError e) {
            hosts.close();
            throw e;
        }
    }

    static String address(String host) {
        return ADDRESSES.get(NAMES.indexOf(host));
    }

    /** What a command begins with to run on a host. */
    static List<String> on(String host) {
        return List.of("nsenter", "--net=/run/netns/" + namespace(host));
    }

    /** Runs a program on a host; it must succeed. @return what it printed */
    static String run(String host, String... line) {
        List<String> all = new ArrayList<>(on(host));
        all.addAll(List.of(line));
        return Command.of(all).run().succeeded().out();
    }

    /** Pulls the host's cable. */
    static void cut(String host) {
        router("link", "set", host, "down");
    }

    static void mend(String host) {
        router("link", "set", host, "up");
    }

    @Override
    public void close() {
        for (String host : NAMES) {
            Command.of("ip", "netns", "del", namespace(host)).run();
        }
        Command.of("ip", "netns", "del", ROUTER).run();
    }

    private static void plugIn(String host) {
        String network = address(host).split("\\.")[1];
        ip("netns", "add", namespace(host));
        router("link", "add", host, "type", "veth", "peer", "name", "eth0", "netns", namespace(host));
        router("link", "set", host, "master", "net" + network, "up");
        ip("-n", namespace(host), "addr", "add", address(host) + "/24", "dev", "eth0");
        ip("-n", namespace(host), "link", "set", "lo", "up");
        ip("-n", namespace(host), "link", "set", "eth0", "up");
        ip("-n", namespace(host), "route", "add", "default", "via", "10." + network + ".0.1");
    }

    private static String namespace(String host) {
        return "apart-" + host;
    }

    private static void router(String... words) {
        List<String> line = new ArrayList<>(List.of("-n", ROUTER));
        line.addAll(List.of(words));
        ip(line.toArray(String[]::new));
    }

    private static void ip(String... words) {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        Command.of(line).run().succeeded();
    }
}
