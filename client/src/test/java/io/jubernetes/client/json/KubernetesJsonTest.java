package io.jubernetes.client.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubernetesJsonTest {

    private static final String POD = """
            {"apiVersion":"v1","kind":"Pod",
             "metadata":{"name":"a","namespace":"b","newField":{"x":[1,2]},"labels":{"empty":""}},
             "spec":{"containers":[{"name":"c","image":"i","futureField":"kept",
               "resources":{"requests":{"cpu":"100m","memory":"1Gi"}},
               "ports":[{"containerPort":80}],"env":[{"name":"E","value":""}],
               "livenessProbe":{"httpGet":{"port":"http"}}}],
              "volumes":[{"name":"v","emptyDir":{}}],
              "tolerations":[{"operator":"Exists"}]},
             "status":{"phase":"Running","future":true},"top":"level"}
            """;

    @Test
    void everything_survives_a_round_trip_also_what_the_classes_do_not_know() throws IOException {
        ObjectMapper plain = new ObjectMapper();
        JsonNode original = plain.readTree(POD);
        Pod pod = KubernetesJson.mapper().readValue(POD, Pod.class);
        assertThat(plain.readTree(ObjectCodec.typed(Pod.class).write(pod))).isEqualTo(original);
        assertThat(plain.readTree(ObjectCodec.typed(Pod.class).write(KubernetesJson.copy(pod))))
                .isEqualTo(original);
        assertThat(plain.readTree(KubernetesJson.toTree(pod).toString())).isEqualTo(original);
        assertThat(KubernetesJson.copy(pod)).isEqualTo(pod).isNotSameAs(pod);
    }

    @Test
    void nulls_and_empty_lists_are_not_written() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("a")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
        assertThat(new String(ObjectCodec.typed(Pod.class).write(pod), StandardCharsets.UTF_8))
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{}}");
    }

    @Test
    void micro_times_have_six_digits() throws IOException {
        String json = "{\"spec\":{\"renewTime\":\"2026-01-02T03:04:05.600000Z\"}}";
        Lease lease = KubernetesJson.mapper().readValue(json, Lease.class);
        assertThat(KubernetesJson.toTree(lease).at("/spec/renewTime").asText())
                .isEqualTo("2026-01-02T03:04:05.600000Z");
        String event = "{\"eventTime\":\"2026-01-02T03:04:05.600000Z\"}";
        assertThat(KubernetesJson.toTree(KubernetesJson.mapper().readValue(event, Event.class))
                        .at("/eventTime")
                        .asText())
                .isEqualTo("2026-01-02T03:04:05.600000Z");
    }
}
