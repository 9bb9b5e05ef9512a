package io.jubernetes.client.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.fake.FakeApiServer;
import io.jubernetes.client.fake.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InformerTest {

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final FakeApiServer server = new FakeApiServer();
    private final ResourceClient<ConfigMap> maps = new ApiClient(server).resources(ConfigMap.class);
    private final Informer<ConfigMap> informer =
            new Informer<>(environment, maps, ListOptions.all(), Map.of("colour", InformerTest::colour));
    private final List<String> told = new ArrayList<>();

    @Test
    void what_is_there_is_told_before_the_informer_is_synced() {
        simulation.run(() -> {
            maps.create(map("a", "red"));
            started();
            assertThat(told).containsExactly("+a red");
            assertThat(informer.get("default", "a")).isNotNull();
            assertThat(informer.hasSynced()).isTrue();
        });
    }

    @Test
    void changes_are_told_in_order() {
        simulation.run(() -> {
            started();
            maps.create(map("a", "red"));
            maps.update(map("a", "blue"));
            maps.delete("default", "a", DeleteOptions.DEFAULT);
            simulation.runUntil("three are told", () -> told.size() == 3, Duration.ofSeconds(1));
            assertThat(told).containsExactly("+a red", "~a red blue", "-a blue");
            assertThat(informer.list()).isEmpty();
        });
    }

    @Test
    void indexes_follow_changes() {
        simulation.run(() -> {
            maps.create(map("a", "red"));
            maps.create(map("b", "red"));
            started();
            assertThat(names(informer.byIndex("colour", "red"))).containsExactly("a", "b");
            maps.update(map("a", "blue"));
            simulation.runUntil(
                    "a is blue", () -> names(informer.byIndex("colour", "blue")).contains("a"), Duration.ofSeconds(1));
            assertThat(names(informer.byIndex("colour", "red"))).containsExactly("b");
            assertThat(informer.byIndex("colour", "green")).isEmpty();
        });
    }

    @Test
    void a_long_list_comes_in_pieces() {
        simulation.run(() -> {
            for (int i = 0; i < 1203; i++) {
                maps.create(map("m" + i, "red"));
            }
            started();
            assertThat(informer.list()).hasSize(1203);
            assertThat(server.requests().stream().filter(r -> r.contains("limit=500")))
                    .hasSize(3);
        });
    }

    @Test
    void a_watch_goes_on_where_it_ended() {
        simulation.run(() -> {
            started();
            maps.create(map("a", "red"));
            simulation.runUntil("a is told", () -> told.size() == 1, Duration.ofSeconds(1));
            server.cutWatches();
            maps.create(map("b", "red"));
            simulation.runUntil("b is told", () -> told.size() == 2, Duration.ofSeconds(10));
            assertThat(server.requests().stream().filter(r -> r.contains("limit=500")))
                    .hasSize(1);
        });
    }

    @Test
    void what_happened_while_a_watch_was_too_old_is_told_after_a_new_list() {
        simulation.run(() -> {
            maps.create(map("stays", "red"));
            maps.create(map("changes", "red"));
            maps.create(map("goes", "red"));
            started();
            told.clear();
            server.cutWatches();
            maps.update(map("changes", "blue"));
            maps.delete("default", "goes", DeleteOptions.DEFAULT);
            maps.create(map("comes", "red"));
            server.compact();
            simulation.runUntil("all is told", () -> told.size() == 3, Duration.ofSeconds(10));
            assertThat(told).containsExactlyInAnyOrder("~changes red blue", "-goes red", "+comes red");
        });
    }

    @Test
    void a_handler_that_comes_later_is_told_what_is_there() {
        simulation.run(() -> {
            maps.create(map("a", "red"));
            started();
            told.clear();
            informer.addHandler(new Recording(told));
            assertThat(told).containsExactly("+a red");
        });
    }

    @Test
    void a_handler_that_fails_keeps_nothing_from_others() {
        simulation.run(() -> {
            informer.addHandler(ChangeHandler.of(o -> {
                throw new IllegalStateException("a test's handler fails");
            }));
            started();
            maps.create(map("a", "red"));
            simulation.runUntil("a is told", () -> told.size() == 1, Duration.ofSeconds(1));
        });
    }

    @Test
    void closing_ends_the_watch() {
        simulation.run(() -> {
            started();
            informer.close();
            environment.sleep(Duration.ofSeconds(1));
            int before = server.requests().size();
            environment.sleep(Duration.ofHours(1));
            assertThat(server.requests()).hasSize(before);
        });
    }

    @Test
    void a_server_that_vanished_without_a_word_is_asked_again() {
        simulation.run(() -> {
            started();
            environment.sleep(Duration.ofMinutes(1));
            assertThat(watches()).isEqualTo(1);
            // the fake never ends a watch by itself, as a dead connection would not
            environment.sleep(Duration.ofMinutes(11));
            assertThat(watches()).isGreaterThanOrEqualTo(2);
            maps.create(map("a", "red"));
            simulation.runUntil("a is told", () -> told.size() == 1, Duration.ofSeconds(1));
            informer.close();
            environment.sleep(Duration.ofHours(1));
            assertThat(watches()).isLessThan(5);
        });
    }

    private long watches() {
        return server.requests().stream().filter(r -> r.contains("watch=true")).count();
    }

    @Test
    void the_store_converges_to_the_servers_state_whatever_goes_wrong() {
        for (long seed = 0; seed < 150; seed++) {
            converge(seed);
        }
    }

    @Test
    void the_same_seed_gives_the_same_history() {
        assertThat(converge(4711)).isEqualTo(converge(4711));
    }

    /** Several writers, an informer, faults of all kinds; then quiet. */
    private static String converge(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            SplittableRandom random = new SplittableRandom(seed);
            FakeApiServer shaky = new FakeApiServer(new Faults(random.split(), random.nextInt(20)));
            ResourceClient<ConfigMap> writes = new ApiClient(shaky).resources(ConfigMap.class);
            Environment environment = simulation.environment();
            Map<String, String> heard = new LinkedHashMap<>();
            simulation.run(() -> {
                Informer<ConfigMap> informer =
                        new Informer<>(environment, writes, ListOptions.all(), Map.of("colour", InformerTest::colour));
                informer.addHandler(new Mirror(heard));
                informer.start();
                List<Environment.Task> writers = new ArrayList<>();
                for (int w = 0; w < 3; w++) {
                    writers.add(environment.start("writer" + w, new Writer(environment, writes, shaky)));
                }
                for (Environment.Task writer : writers) {
                    writer.join();
                }
                simulation.runUntil(
                        "the store has the server's state",
                        () -> versions(informer.list()).equals(serverVersions(shaky)),
                        Duration.ofMinutes(10));
                assertThat(heard).containsExactlyInAnyOrderEntriesOf(versions(informer.list()));
                assertThat(informer.byIndex("colour", "red").size()
                                + informer.byIndex("colour", "blue").size())
                        .isEqualTo(informer.list().size());
            });
            return simulation.fingerprint();
        }
    }

    private record Writer(Environment environment, ResourceClient<ConfigMap> writes, FakeApiServer server)
            implements Environment.Body {
        @Override
        public void run() throws InterruptedException {
            for (int i = 0; i < 40; i++) {
                try {
                    step();
                } catch (io.jubernetes.apimachinery.error.ApiException | java.io.UncheckedIOException e) {
                    // somebody else was there before, or the server could not be reached: both are wanted
                }
                environment.sleep(Duration.ofMillis(environment.random().nextInt(300)));
            }
        }

        private void step() {
            String name = "m" + environment.random().nextInt(6);
            switch (environment.random().nextInt(8)) {
                case 0, 1, 2 -> writes.create(map(name, "red"));
                case 3, 4 -> writes.update(map(name, "blue"));
                case 5 -> writes.delete("default", name, DeleteOptions.DEFAULT);
                case 6 -> server.compact();
                default -> server.cutWatches();
            }
        }
    }

    /** Keeps what the handlers' news say is there. */
    private record Mirror(Map<String, String> heard) implements ChangeHandler<ConfigMap> {
        @Override
        public void added(ConfigMap object) {
            assertThat(heard.put(name(object), version(object))).isNull();
        }

        @Override
        public void updated(ConfigMap old, ConfigMap object) {
            assertThat(heard.put(name(object), version(object))).isEqualTo(version(old));
        }

        @Override
        public void deleted(ConfigMap last) {
            assertThat(heard.remove(name(last))).isNotNull();
        }
    }

    private record Recording(List<String> told) implements ChangeHandler<ConfigMap> {
        @Override
        public void added(ConfigMap object) {
            told.add("+" + name(object) + " " + object.getData().get("colour"));
        }

        @Override
        public void updated(ConfigMap old, ConfigMap object) {
            told.add("~" + name(object) + " " + old.getData().get("colour") + " "
                    + object.getData().get("colour"));
        }

        @Override
        public void deleted(ConfigMap last) {
            told.add("-" + name(last) + " " + last.getData().get("colour"));
        }
    }

    private void started() throws InterruptedException {
        informer.addHandler(new Recording(told));
        informer.start();
        informer.awaitSynced();
    }

    private static Map<String, String> versions(List<ConfigMap> objects) {
        Map<String, String> versions = new LinkedHashMap<>();
        objects.forEach(object -> versions.put(name(object), version(object)));
        return versions;
    }

    private static Map<String, String> serverVersions(FakeApiServer server) {
        Map<String, String> versions = new LinkedHashMap<>();
        server.objects("configmaps")
                .forEach(object -> versions.put(
                        object.path("metadata").path("name").asText(),
                        object.path("metadata").path("resourceVersion").asText()));
        return versions;
    }

    private static List<String> names(List<ConfigMap> objects) {
        return objects.stream().map(InformerTest::name).toList();
    }

    private static List<String> colour(ConfigMap object) {
        return List.of(object.getData().get("colour"));
    }

    private static String name(ConfigMap object) {
        return object.getMetadata().getName();
    }

    private static String version(ConfigMap object) {
        return object.getMetadata().getResourceVersion();
    }

    private static ConfigMap map(String name, String colour) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .addToData("colour", colour)
                .build();
    }
}
