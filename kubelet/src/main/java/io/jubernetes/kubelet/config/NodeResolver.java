package io.jubernetes.kubelet.config;

import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The node's own resolver configuration. */
public final class NodeResolver {

    private static final Path FILE = Path.of("/etc/resolv.conf");
    /** What a local forwarder really asks: pods do not reach its loopback address. */
    private static final Path BEHIND_STUB = Path.of("/run/systemd/resolve/resolv.conf");

    private NodeResolver() {}

    public static Dns read() {
        String text = text(FILE);
        String real = text.contains("127.0.0.53") ? text(BEHIND_STUB) : "";
        return parse(real.isEmpty() ? text : real);
    }

    static Dns parse(String text) {
        List<String> servers = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> words = Arrays.asList(line.trim().split("\\s+"));
            List<String> values = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> servers.addAll(values);
                case "search", "domain" -> {
                    searches.clear();
                    values.stream().filter(v -> !v.equals(".")).forEach(searches::add);
                }
                case "options" -> options.addAll(values);
                default -> {
                    // a comment, or for others
                }
            }
        }
        return new Dns(servers, searches, options);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
