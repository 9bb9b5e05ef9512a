package io.jubernetes.testing.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pods that nobody will finish go after a while; in virtual time. */
@Timeout(120)
class PodGarbageTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final ApiServer server = new ApiServer(ApiServerConfig.defaults(), environment, new MemoryStore());
    private final ApiClient client = ApiClient.inProcess(server, new UserInfo("admin", "system:masters"));
    private final ResourceClient<Pod> pods = client.resources(Pod.class);

    @Test
    void orphansAndTooManyEndedPodsGoAndTheOthersStay() {
        simulation.run(() -> {
            server.start();
            try (ControllerManager controllers = new ControllerManager(
                    new ControllerManagerConfig(1, "", null, "", Duration.ofHours(1), 1), environment, client)) {
                controllers.start();
                while (client.resources(ServiceAccount.class)
                        .find("default", "default")
                        .isEmpty()) {
                    environment.sleep(Duration.ofMillis(100));
                }
                collect();
            }
            server.close();
        });
    }

    private void collect() throws InterruptedException {
        client.resources(Node.class)
                .create(new NodeBuilder()
                        .withNewMetadata()
                        .withName("there")
                        .endMetadata()
                        .build());
        create("orphan", "gone", "Running");
        create("fine", "there", "Running");
        create("ended-1", "there", "Failed");
        environment.sleep(Duration.ofSeconds(2));
        create("ended-2", "there", "Succeeded");
        environment.sleep(Duration.ofSeconds(30));
        assertThat(names()).containsExactly("ended-2", "fine", "orphan");
        environment.sleep(MINUTE);
        assertThat(names()).containsExactly("ended-2", "fine");
        giveUp("there");
        environment.sleep(MINUTE);
        assertThat(names()).containsExactly("ended-2");
    }

    /** Somebody knows that the node will not come back, and says so; a pod there is told to go. */
    private void giveUp(String name) {
        ResourceClient<Node> nodes = client.resources(Node.class);
        nodes.update(new NodeBuilder(nodes.get(null, name))
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .editOrNewSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/out-of-service")
                .withValue("nodeshutdown")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build());
        pods.delete("default", "fine", DeleteOptions.DEFAULT);
    }

    private List<String> names() {
        return pods.list(ListOptions.in("default")).items().stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    private void create(String name, String node, String phase) {
        Pod pod = pods.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .endContainer()
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .endSpec()
                .build());
        pods.updateStatus(new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .editStatus()
                .withPhase(phase)
                .endStatus()
                .build());
    }
}
