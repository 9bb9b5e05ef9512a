package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String LABELS = "component=\"apiserver\",dry_run=\"\",group=\"\",resource=\"configmaps\",";

    private static List<String> lines(SurfaceContext server) {
        Answer answer = server.get("/metrics");
        assertThat(answer.headers().first("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return answer.text().lines().toList();
    }

    @Test
    void requestsAreCountedByWhatTheyAre() {
        try (SurfaceContext server = new SurfaceContext()) {
            server.post(MAPS, "{'metadata':{'name':'m'}}");
            server.post(MAPS, "{'metadata':{'name':'m'}}");
            server.get(MAPS + "/m");
            server.get(MAPS);
            server.get(MAPS + "/m/made-up");
            server.get("/apis/made-up.example.com/v1/things");

            List<String> lines = lines(server);
            assertThat(lines)
                    .contains(
                            "# TYPE apiserver_request_total counter",
                            "apiserver_request_total{" + LABELS
                                    + "scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\",code=\"201\"} 1",
                            "apiserver_request_total{" + LABELS
                                    + "scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\",code=\"409\"} 1",
                            "apiserver_request_total{" + LABELS
                                    + "scope=\"namespace\",subresource=\"\",verb=\"LIST\",version=\"v1\",code=\"200\"} 1",
                            "apiserver_request_duration_seconds_bucket{" + LABELS
                                    + "scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\",le=\"60\"} 2",
                            "apiserver_request_duration_seconds_count{" + LABELS
                                    + "scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\"} 2",
                            "apiserver_request_sli_duration_seconds_bucket{"
                                    + LABELS.replace("dry_run=\"\",", "")
                                    + "scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\",le=\"60\"} 2",
                            "apiserver_response_sizes_bucket{" + LABELS
                                    + "scope=\"namespace\",subresource=\"\",verb=\"LIST\",version=\"v1\",le=\"1e+06\"} 1",
                            "apiserver_storage_objects{resource=\"configmaps\"} 1",
                            "apiserver_current_inflight_requests{request_kind=\"readOnly\"} 1");
            // what is not served makes no series
            assertThat(lines).noneMatch(line -> line.contains("made-up"));
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("process_start_time_seconds "))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "));
            assertThat(lines.stream().filter(line -> !line.startsWith("#")))
                    .allMatch(line -> line.matches("[a-z_]+(\\{([a-z_]+=\"[^\"]*\",?)+})? [-0-9.E]+"));
            assertThat(lines).noneMatch(line -> line.startsWith("apiserver_watch_events_total{"));
        }
    }

    @Test
    void whatIsGoingAwayIsCountedWhenAskedFor() {
        try (SurfaceContext server = new SurfaceContext()) {
            server.get("/api/v1/endpoints");
            server.get("/api/v1/endpoints");
            assertThat(lines(server))
                    .containsOnlyOnce("apiserver_requested_deprecated_apis{group=\"\",removed_release=\"\","
                            + "resource=\"endpoints\",subresource=\"\",version=\"v1\"} 1");
        }
    }

    @Test
    void strangersMayNotAsk() {
        try (SurfaceContext server = new SurfaceContext()) {
            assertThat(server.getAs(SurfaceContext.stranger(), "/metrics").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void accessAdmissionAndStorageAreCounted() {
        try (SurfaceContext server = new SurfaceContext()) {
            server.post("/apis/apps/v1/namespaces/default/deployments", "{}");
            server.post("/api/v1/namespaces/made-up/configmaps", "{'metadata':{'name':'m'}}");
            server.post(MAPS, "{'metadata':{'name':'m'}}");
            server.delete(MAPS + "/m");
            server.getAs(SurfaceContext.stranger(), MAPS);
            server.getAs(SurfaceContext.stranger(), MAPS, "authorization", "Bearer made-up");

            List<String> lines = lines(server);
            assertThat(lines)
                    .contains(
                            "authentication_attempts{result=\"error\"} 1",
                            "authentication_duration_seconds_bucket{result=\"error\",le=\"16.384\"} 1",
                            "authorization_attempts_total{result=\"no-opinion\"} 1",
                            "apiserver_admission_controller_admission_duration_seconds_count{name=\"NamespaceLifecycle\","
                                    + "operation=\"CREATE\",rejected=\"true\",type=\"admit\"} 1",
                            "etcd_requests_total{group=\"\",operation=\"create\",resource=\"configmaps\"} 1",
                            "etcd_request_duration_seconds_count{group=\"\",operation=\"delete\",resource=\"configmaps\"} 1",
                            "# TYPE etcd_request_errors_total counter");
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("authenticated_user_requests{username=\"admin\"} "))
                    .anyMatch(
                            line -> line.startsWith("apiserver_watch_cache_resource_version{group=\"apps\",resource="));
        }
    }
}
