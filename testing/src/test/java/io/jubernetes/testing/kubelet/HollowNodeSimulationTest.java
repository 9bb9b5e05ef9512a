package io.jubernetes.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hollow node runs in virtual time, the same way for the same seed. */
@Timeout(120)
final class HollowNodeSimulationTest {

    @Test
    void podsStartAndEndAndTheSameSeedGivesTheSameHistory() {
        String first = history(7);
        assertThat(history(7)).isEqualTo(first);
    }

    private static String history(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            Environment environment = simulation.environment();
            ApiServer server = new ApiServer(ApiServerConfig.defaults(), environment, new MemoryStore());
            ApiClient client = ApiClient.inProcess(server, new UserInfo("admin", "system:masters"));
            simulation.run(() -> {
                server.start();
                prepare(client);
                KubeletConfig config = KubeletConfig.of("hollow-1", Path.of("/nonexistent"))
                        .withNodeIp("192.0.2.1")
                        .withPodCidr("10.9.0.0/24");
                Kubelet kubelet =
                        new Kubelet(config, environment, client, new HollowRuntime(HollowConfig.DEFAULT, environment));
                kubelet.start();
                for (int i = 0; i < 5; i++) {
                    client.resources(Pod.class).create(pod("p" + i));
                }
                for (int i = 0; i < 5; i++) {
                    await(environment, client, "p" + i, true);
                    client.resources(Pod.class).delete("default", "p" + i, DeleteOptions.DEFAULT);
                    await(environment, client, "p" + i, false);
                }
                kubelet.close();
                server.close();
            });
            return simulation.fingerprint();
        }
    }

    private static void prepare(ApiClient client) {
        for (String name : new String[] {"default", "kube-node-lease"}) {
            try {
                client.resources(io.fabric8.kubernetes.api.model.Namespace.class)
                        .create(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build());
            } catch (ApiException e) {
                // the server's start made it
            }
        }
        client.resources(io.fabric8.kubernetes.api.model.ServiceAccount.class)
                .create(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("default")
                        .endMetadata()
                        .build());
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName("hollow-1")
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .endContainer()
                .endSpec()
                .build();
    }

    private static void await(Environment environment, ApiClient client, String name, boolean running)
            throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            boolean is = client.resources(Pod.class)
                    .find("default", name)
                    .filter(p -> !running || (p.getStatus() != null && NodeContext.isReady(p)))
                    .isPresent();
            if (is == running) {
                return;
            }
            environment.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("pod " + name + (running ? " does not run" : " is still there"));
    }
}
