package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How registries are reached: by TLS, but for those of this machine; otherwise what directories in the way of containerd and docker
 * say: {@code DIRECTORY/HOST:PORT/hosts.toml} (its {@code server}, {@code [host."URL"]} and {@code ca}), certificates
 * ({@code *.crt}) beside it.
 */
public final class RegistryHosts {

    private static final List<Path> USUAL = List.of(
            Path.of("/etc/jubernetes/certs.d"), Path.of("/etc/containerd/certs.d"), Path.of("/etc/docker/certs.d"));
    private static final Pattern HOST = Pattern.compile("\\[\\s*host\\.\"([^\"]+)\"\\s*]");
    private static final Pattern VALUE = Pattern.compile("(server|ca)\\s*=\\s*\"([^\"]+)\"");

    private final List<Path> directories;

    /** @param directories the first one that knows a registry counts */
    public RegistryHosts(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    public static RegistryHosts usual() {
        return new RegistryHosts(USUAL);
    }

    /** Where to ask for a registry, in order. */
    List<RegistryEndpoint> endpoints(String registry) throws IOException {
        for (Path directory : directories) {
            Path own = directory.resolve(registry);
            if (Files.isDirectory(own)) {
                return configured(own, registry);
            }
        }
        return List.of(new RegistryEndpoint((isLocal(registry) ? "http://" : "https://") + host(registry), List.of()));
    }

    private static String host(String registry) {
        return registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    }

    private static boolean isLocal(String registry) {
        return registry.matches("(localhost|127(\\.\\d+){3})(:\\d+)?");
    }

    private static List<RegistryEndpoint> configured(Path directory, String registry) throws IOException {
        List<Path> authorities = certificates(directory);
        String server = "https://" + host(registry);
        Map<String, List<Path>> hosts = new LinkedHashMap<>();
        Path file = directory.resolve("hosts.toml");
        String current = "";
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            Matcher section = HOST.matcher(line);
            Matcher value = VALUE.matcher(line.trim());
            if (section.find()) {
                current = section.group(1);
                hosts.put(current, new ArrayList<>(authorities));
            } else if (value.lookingAt() && value.group(1).equals("server")) {
                server = value.group(2);
            } else if (value.lookingAt()) {
                List<Path> into = current.isEmpty() ? authorities : hosts.getOrDefault(current, authorities);
                into.add(directory.resolve(value.group(2)));
            }
        }
        List<RegistryEndpoint> all = new ArrayList<>();
        hosts.forEach((base, own) -> all.add(new RegistryEndpoint(trimmed(base), own)));
        if (!hosts.containsKey(server)) {
            all.add(new RegistryEndpoint(trimmed(server), authorities));
        }
        return all;
    }

    private static String trimmed(String base) {
        return (base.contains("://") ? base : "https://" + base).replaceFirst("/+$", "");
    }

    private static List<Path> certificates(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return new ArrayList<>(all.filter(f -> f.getFileName().toString().endsWith(".crt"))
                    .sorted()
                    .toList());
        }
    }
}
