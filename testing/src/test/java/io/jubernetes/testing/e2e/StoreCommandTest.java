package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./jube store} looks after the store of a cluster that runs, and of one that does not. */
@Timeout(240)
class StoreCommandTest {

    @Test
    void aBackupOfARunningClusterIsWhatIsRestored() throws Exception {
        Tools.requireBuilt();
        try (TestCluster cluster = TestCluster.start(Tools.anyKubectl(), "server")) {
            Path backup = cluster.data().resolveSibling("backup");
            create(cluster, "before");
            assertThat(store(cluster, "backup", backup.toString()).succeeded().out())
                    .contains("Backup of revision");
            assertThat(store(cluster, "backup", backup.toString()).failed().err())
                    .contains("exists; name a directory that does not");
            create(cluster, "after");
            assertThat(store(cluster, "verify").succeeded().out()).contains("The store is whole");
            assertThat(store(cluster, "compact").succeeded().out()).contains("History before revision");
            assertThat(store(cluster, "restore", backup.toString()).failed().err())
                    .contains("runs; stop it first");
            cluster.process().kill();
            whileStopped(cluster, backup);
            cluster.startAgain();
            cluster.kubectl().run("get", "configmap", "before").succeeded();
            assertThat(cluster.kubectl()
                            .run("get", "configmap", "after")
                            .failed()
                            .err())
                    .contains("NotFound");
        }
    }

    private static void whileStopped(TestCluster cluster, Path backup) throws Exception {
        assertThat(store(cluster, "stats").succeeded().out()).contains("revision", "content hash");
        assertThat(store(cluster, "verify").succeeded().out()).contains("The store is whole");
        assertThat(store(cluster, "verify", backup.toString()).succeeded().out())
                .contains("The store is whole");
        assertThat(store(cluster, "restore", backup.toString()).failed().err()).contains("move it away first");
        Files.move(cluster.data().resolve("store"), cluster.data().resolveSibling("old"));
        assertThat(store(cluster, "stats").failed().err()).contains("no store in");
        assertThat(store(cluster, "restore", backup.toString()).succeeded().out())
                .contains("Restored revision");
    }

    private static void create(TestCluster cluster, String name) {
        cluster.kubectl().run("create", "configmap", name).succeeded();
    }

    private static Command.Result store(TestCluster cluster, String... arguments) {
        List<String> line = new ArrayList<>(List.of(Tools.root().resolve("jube").toString(), "store"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data-dir", cluster.data().toString()));
        return Command.of(line).run();
    }
}
