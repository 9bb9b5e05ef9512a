package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What a cluster has on this machine outside of its directory: recorded while it runs, looked for when it should be gone. */
final class Leftovers {

    private static final Pattern OTHER_END = Pattern.compile("link-netns (\\S+)");
    static final Path STATE = Path.of("/run/jubernetes");
    private static final Path INTERFACES = Path.of("/sys/class/net");

    private final Path data;
    private final TreeSet<String> interfaces = new TreeSet<>();
    private final String serviceTable;
    private final String pods;
    private final TreeSet<String> groups = new TreeSet<>();
    private final TreeSet<String> tables = new TreeSet<>();
    private final TreeSet<String> namespaces = new TreeSet<>();

    private Leftovers(Path data) throws IOException {
        this.data = data;
        List<String> network = Files.readAllLines(data.resolve("network"));
        String services = network.get(1);
        this.pods = network.get(0) + ".";
        this.serviceTable = "jubernetes-" + services.replaceAll("[./]", "-");
        tables.add(serviceTable);
        Path nodes = data.resolve("nodes");
        for (String node : names(nodes)) {
            groups.add(
                    "jube-" + Integer.toHexString(nodes.resolve(node).toString().hashCode()));
            groups.add("jube" + key(nodes.resolve(node).resolve("runtime/oci")));
            tables.add("jubernetes-pods-" + key(nodes.resolve(node)));
        }
        record();
    }

    static Leftovers of(TestCluster cluster) throws IOException {
        return new Leftovers(cluster.data());
    }

    /** Notes the bridges of the cluster, what is plugged into them now, and the namespaces at the other ends. */
    void record() throws IOException {
        for (String name : bridges()) {
            interfaces.add(name);
            interfaces.addAll(names(INTERFACES.resolve(name).resolve("brif")));
            Matcher ends = OTHER_END.matcher(
                    Command.of("ip", "-o", "link", "show", "master", name).run().out());
            while (ends.find()) {
                namespaces.add(ends.group(1));
            }
        }
    }

    /** The interfaces that have an address of the pods' range. */
    TreeSet<String> bridges() {
        return Command.of("ip", "-o", "-4", "addr", "show")
                .run()
                .out()
                .lines()
                .filter(line -> line.contains(" inet " + pods))
                .map(line -> line.split("\\s+")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Control groups and directories below {@code /run} of the cluster's nodes. */
    TreeSet<String> groups() {
        return groups;
    }

    TreeSet<String> namespaces() {
        return namespaces;
    }

    /** The tables of packet rules that are the cluster's. */
    List<String> ownTables() {
        return tables().lines()
                .map(line -> line.replaceFirst("^table ", ""))
                .filter(table -> tables.stream().anyMatch(table::endsWith))
                .toList();
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
        ownTables().forEach(table -> found.add("nftables table " + table));
        for (Path tree : trees()) {
            names(tree).stream().filter(groups::contains).forEach(name -> found.add("control group " + name));
        }
        names(STATE).stream()
                .filter(name -> groups.contains("jube" + name))
                .forEach(name -> found.add(STATE + "/" + name));
        String rules = tables();
        List<String> present = names(INTERFACES);
        List<String> networks = names(Path.of("/run/netns"));
        networks.stream().filter(namespaces::contains).forEach(name -> found.add("namespace " + name));
        for (String each : interfaces) {
            if (present.contains(each)) {
                found.add("interface " + each);
            }
            if (rules.contains(each)) {
                found.add("nftables table of " + each);
            }
            networks.stream().filter(name -> name.startsWith(each)).forEach(name -> found.add("namespace " + name));
        }
        rules().filter(rule -> tables.stream().anyMatch(rule::contains)
                        || interfaces.stream().anyMatch(rule::contains))
                .forEach(rule -> found.add("iptables " + rule));
        return found;
    }

    /** The roots of the trees of control groups. */
    static List<Path> trees() throws IOException {
        Path root = Path.of("/sys/fs/cgroup");
        List<Path> trees = new ArrayList<>(List.of(root));
        names(root).forEach(name -> trees.add(root.resolve(name)));
        return trees;
    }

    private static Stream<String> rules() {
        return Command.of("sh", "-c", "iptables-save 2>/dev/null").run().out().lines();
    }

    /** What a runtime calls itself on the machine, by its directory. */
    private static String key(Path root) {
        CRC32 sum = new CRC32();
        sum.update(root.toString().getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
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
