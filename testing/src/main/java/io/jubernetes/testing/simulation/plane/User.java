package io.jubernetes.testing.simulation.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.List;
import java.util.random.RandomGenerator;

/** Somebody who wants things of the cluster, as with kubectl. */
final class User {

    private static final String NAMESPACE = "default";

    private final ApiClient client;
    private final ClusterView view;
    private final RandomGenerator random;

    User(ApiClient client, ClusterView view, RandomGenerator random) {
        this.client = client;
        this.view = view;
        this.random = random;
    }

    <T extends HasMetadata> void create(Class<T> type, T object) {
        client.resources(type).create(object);
    }

    void scale(Class<? extends HasMetadata> type, String name, int replicas) {
        ObjectNode patch = Json.object();
        patch.putObject("spec").put("replicas", replicas);
        client.resources(type).patch(NAMESPACE, name, PatchType.MERGE, patch);
    }

    void setImage(Class<? extends HasMetadata> type, String name, String image) {
        ObjectNode patch = Json.object();
        ObjectNode pod = patch.putObject("spec").putObject("template").putObject("spec");
        pod.putArray("containers").addObject().put("name", "main").put("image", image);
        client.resources(type).patch(NAMESPACE, name, PatchType.STRATEGIC, patch);
    }

    void delete(Class<? extends HasMetadata> type, String name) {
        client.resources(type).delete(NAMESPACE, name, DeleteOptions.DEFAULT.propagation("Background"));
    }

    /** Deletes some pod, one time in three by force. */
    void deleteSomePod() {
        List<JsonNode> pods = view.all(ClusterView.PODS);
        if (!pods.isEmpty()) {
            String name = Objects.name(pods.get(random.nextInt(pods.size())));
            boolean force = random.nextInt(3) == 0;
            DeleteOptions options = force ? DeleteOptions.DEFAULT.gracePeriod(0) : DeleteOptions.DEFAULT;
            unlessGone(() -> client.resources(Pod.class).delete(NAMESPACE, name, options));
        }
    }

    void deleteSomeNode() {
        List<JsonNode> nodes = view.all(ClusterView.NODES);
        if (!nodes.isEmpty()) {
            String name = Objects.name(nodes.get(random.nextInt(nodes.size())));
            unlessGone(() -> client.resources(Node.class).delete(null, name, DeleteOptions.DEFAULT));
        }
    }

    /** Writes something harmless into an object that others write too. */
    void disturb() {
        switch (random.nextInt(3)) {
            case 0 -> annotate(client.resources(Deployment.class), view.all(ClusterView.DEPLOYMENTS));
            case 1 -> annotate(client.resources(ReplicaSet.class), view.all(ClusterView.REPLICA_SETS));
            default -> annotate(client.resources(Pod.class), view.all(ClusterView.PODS));
        }
    }

    private void annotate(ResourceClient<?> resources, List<JsonNode> objects) {
        if (!objects.isEmpty()) {
            String name = Objects.name(objects.get(random.nextInt(objects.size())));
            ObjectNode patch = Json.object();
            ObjectNode metadata = patch.putObject("metadata");
            metadata.putObject("annotations").put("example.org/disturbed", Integer.toString(random.nextInt()));
            unlessGone(() -> resources.patch(NAMESPACE, name, PatchType.MERGE, patch));
        }
    }

    private static void unlessGone(Runnable call) {
        try {
            call.run();
        } catch (ApiException e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
    }
}
