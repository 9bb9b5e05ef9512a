package io.jubernetes.client.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.fake.FakeApiServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventRecorderTest {

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final FakeApiServer server = new FakeApiServer();
    private final ApiClient client = new ApiClient(server);
    private final Pod pod = new PodBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("web")
            .withUid("u1")
            .endMetadata()
            .build();

    @Test
    void an_event_has_what_describe_shows() {
        simulation.run(() -> {
            EventRecorder recorder = new EventRecorder(environment, client, "kubelet", "n1");
            recorder.normal(pod, "spec.containers{web}", "Started", "Started container web");
            environment.sleep(Duration.ofSeconds(1));
        });
        ObjectNode event = events().getFirst();
        assertThat(event.at("/metadata/namespace").asText()).isEqualTo("shop");
        assertThat(event.at("/metadata/name").asText()).matches("web\\.[0-9a-f]{16}");
        assertThat(event.at("/involvedObject/kind").asText()).isEqualTo("Pod");
        assertThat(event.at("/involvedObject/uid").asText()).isEqualTo("u1");
        assertThat(event.at("/involvedObject/fieldPath").asText()).isEqualTo("spec.containers{web}");
        assertThat(event.at("/reason").asText()).isEqualTo("Started");
        assertThat(event.at("/message").asText()).isEqualTo("Started container web");
        assertThat(event.at("/type").asText()).isEqualTo("Normal");
        assertThat(event.at("/count").asInt()).isEqualTo(1);
        assertThat(event.at("/firstTimestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.at("/source/component").asText()).isEqualTo("kubelet");
        assertThat(event.at("/source/host").asText()).isEqualTo("n1");
        assertThat(event.at("/reportingComponent").asText()).isEqualTo("kubelet");
    }

    @Test
    void the_same_again_counts_up() {
        simulation.run(() -> {
            EventRecorder recorder = new EventRecorder(environment, client, "kubelet", "");
            for (int i = 0; i < 3; i++) {
                recorder.warning(pod, "BackOff", "Back-off restarting failed container");
                environment.sleep(Duration.ofSeconds(10));
            }
            recorder.warning(pod, "Failed", "another");
            environment.sleep(Duration.ofSeconds(1));
        });
        assertThat(events()).hasSize(2);
        assertThat(events().getFirst().at("/count").asInt()).isEqualTo(3);
        assertThat(events().getFirst().at("/lastTimestamp").asText()).isEqualTo("2026-01-01T00:00:20Z");
    }

    @Test
    void an_event_that_was_deleted_is_written_again() {
        simulation.run(() -> {
            EventRecorder recorder = new EventRecorder(environment, client, "kubelet", "");
            recorder.warning(pod, "BackOff", "x");
            environment.sleep(Duration.ofSeconds(1));
            String name = events().getFirst().at("/metadata/name").asText();
            client.resources(io.fabric8.kubernetes.api.model.Event.class).delete("shop", name, DeleteOptions.DEFAULT);
            recorder.warning(pod, "BackOff", "x");
            environment.sleep(Duration.ofSeconds(1));
        });
        assertThat(events()).hasSize(1);
    }

    @Test
    void events_about_objects_without_namespace_are_in_default() {
        simulation.run(() -> {
            EventRecorder recorder = new EventRecorder(environment, client, "kubelet", "n1");
            recorder.normal(
                    new NodeBuilder()
                            .withNewMetadata()
                            .withName("n1")
                            .endMetadata()
                            .build(),
                    "NodeReady",
                    "ready");
            environment.sleep(Duration.ofSeconds(1));
        });
        assertThat(events().getFirst().at("/metadata/namespace").asText()).isEqualTo("default");
    }

    @Test
    void callers_never_wait_and_too_many_are_dropped() {
        simulation.run(() -> {
            EventRecorder recorder = new EventRecorder(environment, client, "kubelet", "n1");
            for (int i = 0; i < 1500; i++) {
                recorder.normal(pod, "R" + i, "m");
            }
            assertThat(recorder.dropped()).isEqualTo(500);
            environment.sleep(Duration.ofSeconds(1));
        });
        assertThat(events()).hasSize(1000);
    }

    private List<ObjectNode> events() {
        return server.objects("events");
    }
}
