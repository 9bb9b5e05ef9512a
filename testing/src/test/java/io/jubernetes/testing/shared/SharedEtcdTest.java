package io.jubernetes.testing.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.testing.simulation.history.StoreHistory;
import io.jubernetes.testing.simulation.watch.WatchTap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two API servers on one etcd are one API. */
@Timeout(180)
class SharedEtcdTest {

    private static final String NAMESPACE = "default";

    @Test
    void whatOneServerAcknowledgedTheOtherShows(@TempDir Path directory) throws Exception {
        try (TwoServers servers = new TwoServers(directory)) {
            for (int i = 0; i < 60; i++) {
                throughOneSeenByTheOther(servers.configMaps(i % 2), servers.configMaps(1 - i % 2), "object" + i);
            }
        }
    }

    private static void throughOneSeenByTheOther(DynamicClient one, DynamicClient other, String name) {
        ObjectNode created = one.create(Rivals.configMap(name, "1"));
        assertThat(other.get(NAMESPACE, name)).isEqualTo(created);
        ObjectNode changed = created.deepCopy();
        changed.withObjectProperty("data").put("value", "2");
        ObjectNode updated = other.update(changed);
        assertThat(one.list(ListOptions.in(NAMESPACE)).items())
                .contains(updated)
                .doesNotContain(created);
        assertThatThrownBy(() -> one.update(created)).satisfies(e -> refusal(e, StatusReason.Conflict));
        assertThatThrownBy(() -> one.create(Rivals.configMap(name, "3")))
                .satisfies(e -> refusal(e, StatusReason.AlreadyExists));
        one.delete(NAMESPACE, name, DeleteOptions.DEFAULT);
        assertThat(other.find(NAMESPACE, name)).isEmpty();
        assertThatThrownBy(() -> other.delete(NAMESPACE, name, DeleteOptions.DEFAULT))
                .satisfies(e -> refusal(e, StatusReason.NotFound));
    }

    private static void refusal(Throwable e, StatusReason reason) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.is(reason))
                                .as(refused.getMessage())
                                .isTrue());
    }

    @Test
    void serversDoNotGiveOutWhatTheOtherGaveOut(@TempDir Path directory) throws Exception {
        try (TwoServers servers = new TwoServers(directory)) {
            TreeSet<String> addresses = new TreeSet<>();
            TreeSet<Integer> ports = new TreeSet<>();
            for (int i = 0; i < 40; i++) {
                ObjectNode created = servers.resources(i % 2, "services", true).create(service("service" + i, ""));
                assertThat(addresses.add(created.at("/spec/clusterIP").asText()))
                        .isTrue();
                assertThat(ports.add(created.at("/spec/ports/0/nodePort").asInt()))
                        .isTrue();
            }
            String first = addresses.first();
            for (int server = 0; server < 2; server++) {
                DynamicClient services = servers.resources(server, "services", true);
                assertThatThrownBy(() -> services.create(service("same", first)))
                        .satisfies(e -> refusal(e, StatusReason.Invalid))
                        .hasMessageContaining("already allocated");
            }
            servers.resources(0, "services", true).deleteCollection(ListOptions.in(NAMESPACE), DeleteOptions.DEFAULT);
            assertThat(servers.resources(1, "services", true)
                            .create(service("same", first))
                            .at("/spec/clusterIP")
                            .asText())
                    .isEqualTo(first);
        }
    }

    private static ObjectNode service(String name, String address) {
        ObjectNode service = JsonNodeFactory.instance.objectNode();
        service.put("apiVersion", "v1").put("kind", "Service");
        service.putObject("metadata").put("name", name).put("namespace", NAMESPACE);
        ObjectNode spec = service.putObject("spec").put("type", "NodePort");
        if (!address.isEmpty()) {
            spec.put("clusterIP", address);
        }
        spec.putArray("ports").addObject().put("port", 80);
        return service;
    }

    @Test
    void watchersOfBothServersAreToldTheSame(@TempDir Path directory) throws Exception {
        try (TwoServers servers = new TwoServers(directory)) {
            Run run = new Run(servers);
            run.start(3, 60);
            run.finish();
            assertThat(run.rivals.refusals())
                    .as("writers got into each other's way")
                    .isPositive();
            assertThat(run.rivals.silences()).isZero();
        }
    }

    @Test
    void neitherServerNorWatcherLosesAnythingWhenEtcdDies(@TempDir Path directory) throws Exception {
        try (TwoServers servers = new TwoServers(directory)) {
            Run run = new Run(servers);
            run.start(3, 80);
            for (int death = 1; death <= 2; death++) {
                int enough = death * 100;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> run.rivals.acknowledged().size() >= enough);
                servers.etcd().kill();
                servers.etcd().start();
            }
            run.finish();
        }
    }

    @Test
    void whatEtcdLostIsNotShownAnyMore(@TempDir Path directory) throws Exception {
        try (TwoServers servers = new TwoServers(directory)) {
            servers.configMaps(0).create(Rivals.configMap("lost", "1"));
            servers.etcd().kill();
            servers.etcd().wipe();
            servers.etcd().start();
            for (int server = 0; server < 2; server++) {
                DynamicClient configMaps = servers.configMaps(server);
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> configMaps
                                .list(ListOptions.in(NAMESPACE))
                                .items()
                                .isEmpty());
            }
            ObjectNode namespace = JsonNodeFactory.instance.objectNode();
            namespace.put("apiVersion", "v1").put("kind", "Namespace");
            namespace.putObject("metadata").put("name", NAMESPACE);
            servers.resources(0, "namespaces", false).create(namespace);
            throughOneSeenByTheOther(servers.configMaps(0), servers.configMaps(1), "object");
        }
    }

    /** Writers and watchers at both servers. */
    private static final class Run {
        private final TwoServers servers;
        private final Rivals rivals = new Rivals();
        private final WatchTap tap = new WatchTap();
        private final List<WatchOverHttp> watches = new ArrayList<>();

        Run(TwoServers servers) {
            this.servers = servers;
        }

        void start(int writersEach, int writes) {
            String from = servers.configMaps(0).list(ListOptions.in(NAMESPACE)).resourceVersion();
            SplittableRandom random = new SplittableRandom(7);
            for (int server = 0; server < 2; server++) {
                for (int i = 0; i < 2; i++) {
                    watches.add(new WatchOverHttp(servers.transport(server), tap, from));
                }
                for (int i = 0; i < writersEach; i++) {
                    rivals.start(servers.configMaps(server), random.split(), writes);
                }
            }
        }

        void finish() throws Exception {
            rivals.join();
            servers.configMaps(1).create(Rivals.configMap("end", ""));
            for (WatchOverHttp watch : watches) {
                watch.join();
            }
            StoreHistory history = servers.history();
            tap.check(history);
            rivals.acknowledged()
                    .forEach((version, value) -> assertThat(
                                    history.between(version - 1, version).get(version))
                            .as("acknowledged version %s", version)
                            .singleElement()
                            .satisfies(change -> assertThat(change.object()
                                            .path("data")
                                            .path("value")
                                            .asText())
                                    .isEqualTo(value)));
            assertThat(tap.told())
                    .isGreaterThanOrEqualTo(4L * rivals.acknowledged().size());
        }
    }
}
