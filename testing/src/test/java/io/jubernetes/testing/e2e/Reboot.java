package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a reboot does to a node, without one: processes, mounts, namespaces, interfaces, packet rules and what is below {@code /run}
 * are gone, files are not, and the machine's run has another id.
 */
final class Reboot {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String EARLIER = "00000000-0000-4000-8000-000000000000";

    private final NodeCluster node;
    /** What stands in the paths of the cluster's files and of its daemon's. */
    private final List<String> places = new ArrayList<>();

    private Reboot(NodeCluster node) {
        this.node = node;
        places.add(node.cluster().data() + "/");
        if (node.daemon() != null) {
            places.add(node.daemon().directory() + "/");
        }
        node.leftovers().groups().forEach(group -> places.add(Leftovers.STATE + "/" + group.replaceFirst("^jube", "")));
    }

    static void of(NodeCluster node) throws Exception {
        node.leftovers().record();
        Reboot reboot = new Reboot(node);
        node.cluster().process().kill();
        if (node.daemon() != null) {
            node.daemon().kill();
        }
        reboot.endProcesses();
        reboot.removeMounts();
        reboot.removeNetworks();
        reboot.removeGroups();
        reboot.changeRun();
        if (node.daemon() != null) {
            node.daemon().forgetState();
            node.daemon().startAgain();
        }
        node.cluster().startAgain();
    }

    /** Several times, because some start others as they end. */
    private void endProcesses() throws IOException, InterruptedException {
        for (int round = 0; round < 5; round++) {
            for (Path group : groups()) {
                if (Files.exists(group.resolve("cgroup.procs"))) {
                    for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                        kill(Long.parseLong(pid));
                    }
                }
            }
            ProcessHandle.allProcesses()
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .filter(process -> places.stream().anyMatch(place -> PodProcesses.isAbout(process, place)))
                    .forEach(process -> kill(process.pid()));
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(_ -> process)
                    .join();
        });
    }

    private void removeMounts() throws IOException {
        List<String> mounts = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        for (String mount : mounts.reversed()) {
            String target = mount.split(" ")[4];
            if (places.stream().anyMatch((target + "/")::startsWith)) {
                Command.of("umount", "-l", target).run();
            }
        }
        for (String group : node.leftovers().groups()) {
            Path state = Leftovers.STATE.resolve(group.replaceFirst("^jube", ""));
            if (Files.exists(state)) {
                TestCluster.delete(state);
            }
        }
    }

    private void removeNetworks() {
        node.leftovers()
                .namespaces()
                .forEach(name -> Command.of("ip", "netns", "del", name).run());
        node.leftovers()
                .bridges()
                .forEach(name -> Command.of("ip", "link", "del", name).run());
        for (String table : node.leftovers().ownTables()) {
            Command.of(("nft delete table " + table).split(" ")).run().succeeded();
        }
    }

    private void removeGroups() throws IOException {
        for (Path group : groups().reversed()) {
            Files.deleteIfExists(group);
        }
    }

    /** Parents before their children. */
    private List<Path> groups() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path tree : Leftovers.trees()) {
            for (String name : node.leftovers().groups()) {
                if (Files.isDirectory(tree.resolve(name))) {
                    try (Stream<Path> paths = Files.walk(tree.resolve(name))) {
                        paths.filter(Files::isDirectory)
                                .sorted(Comparator.naturalOrder())
                                .forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    /** The records of sandboxes and containers say in which run of the machine they were made. */
    private void changeRun() throws IOException {
        String current = Files.readString(BOOT).strip();
        int changed = 0;
        try (Stream<Path> files = Files.walk(node.node().resolve("runtime"))) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(Reboot::isRecord).toList()) {
                String text = Files.readString(file);
                if (text.contains(current)) {
                    Files.writeString(file, text.replace(current, EARLIER));
                    changed++;
                }
            }
        }
        assertThat(changed > 0 || node.daemon() != null).as("records of runs").isTrue();
    }

    private static boolean isRecord(Path file) {
        return !file.toString().contains("/images/")
                && (file.toString().endsWith(".json") || file.toString().contains("/sandboxes/"));
    }
}
