package io.jubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.fake.FakeApiServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ApiClientTest {

    private final FakeApiServer server = new FakeApiServer();
    private final ApiClient client = new ApiClient(server);
    private final ResourceClient<Pod> pods = client.resources(Pod.class);

    @Test
    void objects_come_back_as_they_were_stored() {
        Pod created = pods.create(pod("a"));
        assertThat(created.getMetadata().getResourceVersion()).isNotEmpty();
        assertThat(pods.get("default", "a")).isEqualTo(created);
        assertThat(pods.list(ListOptions.in("default")).items()).containsExactly(created);
    }

    @Test
    void a_missing_object_is_not_found() {
        assertThat(pods.find("default", "none")).isEmpty();
        assertThatThrownBy(() -> pods.get("default", "none")).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.reason()).isEqualTo(StatusReason.NotFound);
            assertThat(e.getMessage()).isEqualTo("pods \"none\" not found");
            assertThat(e.details().name()).isEqualTo("none");
        });
    }

    @Test
    void an_update_of_an_old_state_is_a_conflict() {
        Pod first = pods.create(pod("a"));
        pods.update(first);
        assertThatThrownBy(() -> pods.update(first))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.reason()).isEqualTo(StatusReason.Conflict));
    }

    @Test
    void creating_twice_is_already_exists() {
        pods.create(pod("a"));
        assertThatThrownBy(() -> pods.create(pod("a")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.reason()).isEqualTo(StatusReason.AlreadyExists));
    }

    @Test
    void paths_are_those_of_the_api() {
        client.resources(Node.class)
                .create(new NodeBuilder()
                        .withNewMetadata()
                        .withName("n")
                        .endMetadata()
                        .build());
        client.resources(ReplicaSet.class).list(ListOptions.all());
        client.resources(EndpointSlice.class)
                .list(ListOptions.in("x").labelSelector("a=b,c").limit(3));
        client.resources(Endpoints.class).list(ListOptions.in("x"));
        client.dynamic("example.com", "v1alpha1", "widgets", true).find("x", "w");
        assertThat(server.requests())
                .containsExactly(
                        "POST /api/v1/nodes ",
                        "GET /apis/apps/v1/replicasets ",
                        "GET /apis/discovery.k8s.io/v1/namespaces/x/endpointslices labelSelector=a%3Db%2Cc&limit=3",
                        "GET /api/v1/namespaces/x/endpoints ",
                        "GET /apis/example.com/v1alpha1/namespaces/x/widgets/w ");
    }

    @Test
    void patches_and_deletes_reach_the_object() {
        pods.create(pod("a"));
        ObjectNode patch = new ObjectMapper().createObjectNode();
        patch.putObject("metadata").putObject("labels").put("x", "y");
        pods.patch("default", "a", PatchType.MERGE, patch);
        assertThat(pods.get("default", "a").getMetadata().getLabels()).containsEntry("x", "y");
        pods.delete("default", "a", DeleteOptions.DEFAULT);
        assertThat(pods.find("default", "a")).isEmpty();
    }

    @Test
    void write_options_go_with_every_write() {
        client.writing(new WriteOptions("me", "Strict", true, false))
                .resources(Pod.class)
                .create(pod("a"));
        assertThat(server.requests())
                .containsExactly(
                        "POST /api/v1/namespaces/default/pods fieldManager=me&fieldValidation=Strict&dryRun=All");
    }

    @Test
    void binding_names_the_node() {
        new PodActions(client).bind("default", "a", "n1");
        assertThat(server.requests()).containsExactly("POST /api/v1/namespaces/default/pods/a/binding ");
    }

    @Test
    void a_name_is_required_where_one_object_is_meant() {
        assertThatThrownBy(() -> pods.get("default", "")).hasMessageContaining("name may not be empty");
        assertThatThrownBy(() -> pods.get("", "a")).hasMessageContaining("empty namespace");
    }

    @Test
    void a_watch_tells_changes_in_order_until_the_handler_has_enough() throws InterruptedException {
        String from = pods.list(ListOptions.all()).resourceVersion();
        pods.create(pod("a"));
        pods.delete("default", "a", DeleteOptions.DEFAULT);
        List<String> seen = new ArrayList<>();
        pods.watch(ListOptions.all().resourceVersion(from), event -> {
            seen.add(event.getClass().getSimpleName());
            return seen.size() < 3;
        });
        assertThat(seen).containsExactly("Added", "Deleted", "Bookmark");
    }

    @Test
    void all_of_a_status_is_in_the_exception() {
        ApiException refusal = ApiException.invalid(
                "apps",
                "Deployment",
                "web",
                List.of(new StatusCause("FieldValueRequired", "Required value", "spec.x")));
        ApiClient refused = new ApiClient(request -> ApiResponse.of(
                422, "application/json", FakeApiServer.statusOf(refusal).getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> refused.resources(Pod.class).get("a", "b"))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.reason()).isEqualTo(StatusReason.Invalid);
                    assertThat(e.getMessage()).isEqualTo(refusal.getMessage());
                    assertThat(e.details()).isEqualTo(refusal.details());
                });
    }

    @Test
    void items_of_a_list_know_what_they_are() {
        String list = "{\"kind\":\"WidgetList\",\"apiVersion\":\"example.com/v1\",\"metadata\":{},\"items\":[{}]}";
        ApiClient listing = new ApiClient(
                request -> ApiResponse.of(200, "application/json", list.getBytes(StandardCharsets.UTF_8)));
        ObjectNode item = listing.dynamic("example.com", "v1", "widgets", true)
                .list(ListOptions.all())
                .items()
                .getFirst();
        assertThat(item.path("kind").asText()).isEqualTo("Widget");
        assertThat(item.path("apiVersion").asText()).isEqualTo("example.com/v1");
    }

    @Test
    void refusals_without_a_status_are_understood_by_their_code() {
        assertThat(answering(404, "").reason()).isEqualTo(StatusReason.NotFound);
        assertThat(answering(404, "")).hasMessage("the server could not find the requested resource");
        assertThat(answering(409, "x").reason()).isEqualTo(StatusReason.Conflict);
        assertThat(answering(502, "<html>").reason()).isEqualTo(StatusReason.InternalError);
        assertThat(answering(502, "<html>").code()).isEqualTo(502);
        assertThat(answering(418, "tea")).hasMessage("tea");
        assertThat(answering(429, "{\"kind\":\"Status\",\"code\":429,\"details\":{\"retryAfterSeconds\":7}}")
                        .details()
                        .retryAfterSeconds())
                .isEqualTo(7);
    }

    private static ApiException answering(int code, String body) {
        ApiClient client = new ApiClient(request -> new ApiResponse(
                code, Headers.EMPTY, new ResponseBody.Bytes(List.of(body.getBytes(StandardCharsets.UTF_8)))));
        try {
            client.resources(Pod.class).get("a", "b");
            throw new AssertionError("no refusal");
        } catch (ApiException e) {
            return e;
        }
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .build();
    }
}
