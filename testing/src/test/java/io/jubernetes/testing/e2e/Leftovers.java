package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a cluster has on this machine outside of its directory: recorded while it runs, looked for when it should be gone. */
final class Leftovers {

    private static final Path INTERFACES = Path.of("/sys/class/net");

    private final Path data;
    private final TreeSet<String> interfaces = new TreeSet<>();
    private final String serviceTable;
    private final String pods;
    private final List<String> groups;

    private Leftovers(Path data) throws IOException {
        this.data = data;
        List<String> network = Files.readAllLines(data.resolve("network"));
        String services = network.get(1);
        this.pods = network.get(0) + ".";
        this.serviceTable = "jubernetes-" + services.replaceAll("[./]", "-");
        Path nodes = data.resolve("nodes");
        this.groups = names(nodes).stream()
                .map(node -> "jube-"
                        + Integer.toHexString(nodes.resolve(node).toString().hashCode()))
                .toList();
        record();
    }

    static Leftovers of(TestCluster cluster) throws IOException {
        return new Leftovers(cluster.data());
    }

    /** Notes the bridges of the cluster, and what is plugged into them now. */
    void record() throws IOException {
        for (String name : names(INTERFACES)) {
            Path alias = INTERFACES.resolve(name).resolve("ifalias");
            if (Files.exists(alias) && Files.readString(alias).contains(data.toString())) {
                interfaces.add(name);
                interfaces.addAll(names(INTERFACES.resolve(name).resolve("brif")));
            }
        }
    }

    boolean hasNetwork() {
        return !interfaces.isEmpty() && tables().contains(serviceTable);
    }

    /** Waits for the end of what is ending, then fails the test if anything is left. */
    void gone() {
        await("nothing is left")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(found()).isEmpty());
    }

    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        PodProcesses.about(data).forEach(process -> found.add("process " + process));
        String tables = tables();
        if (tables.contains(serviceTable)) {
            found.add("nftables table " + serviceTable);
        }
        for (String table :
                tables.lines().filter(t -> t.contains("jubernetes-pods-")).toList()) {
            String rules = Command.of(("nft list " + table).split(" ")).run().out();
            if (rules.contains("ip saddr " + pods)) {
                found.add("nftables " + table);
            }
        }
        for (Path tree : List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/memory"))) {
            names(tree).stream().filter(groups::contains).forEach(name -> found.add("control group " + name));
        }
        List<String> present = names(INTERFACES);
        List<String> namespaces = names(Path.of("/run/netns"));
        for (String each : interfaces) {
            if (present.contains(each)) {
                found.add("interface " + each);
            }
            if (tables.contains(each)) {
                found.add("nftables table of " + each);
            }
            namespaces.stream().filter(name -> name.startsWith(each)).forEach(name -> found.add("namespace " + name));
        }
        return found;
    }

    private static String tables() {
        return Command.of("nft", "list", "tables").run().out();
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
