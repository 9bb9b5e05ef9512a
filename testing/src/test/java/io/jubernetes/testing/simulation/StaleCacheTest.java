package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.testing.simulation.history.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A controller whose cache lags still knows an owner that is gone. If it made the owner's objects again, they would be collected,
 * missed and made again, without end.
 */
@Timeout(120)
class StaleCacheTest {

    private static final long SEED = 51;

    private final Simulation simulation = new Simulation(SEED, 50_000);

    @ParameterizedTest
    @CsvSource({"deployments, /registry/apps/replicasets/", "replicasets, /registry/pods/"})
    void nothingIsMadeForAnOwnerThatIsGone(String unseen, String owned) {
        Blindfold blindfold = new Blindfold(unseen);
        ClusterPlan plan = new ClusterPlan(1, FaultRates.NONE, Duration.ZERO, false, SEED, blindfold);
        try (simulation) {
            SimulatedCluster cluster = new SimulatedCluster(simulation, plan);
            simulation.run(() -> {
                cluster.start();
                cluster.admin().resources(Deployment.class).create(deployment());
                simulation.runUntil("the pods are ready", () -> isReady(cluster), Duration.ofMinutes(2));
                blindfold.putOn();
                deleteAll(cluster, Deployment.class);
                deleteAll(cluster, ReplicaSet.class);
                long ownersGone = cluster.history().revision();
                deleteAll(cluster, Pod.class);
                simulation.environment().sleep(Duration.ofMinutes(1));
                assertThat(created(cluster, ownersGone)).noneMatch(key -> key.startsWith(owned));
            });
        }
    }

    private static boolean isReady(SimulatedCluster cluster) {
        List<JsonNode> sets = cluster.view().all("/registry/apps/replicasets/");
        return !sets.isEmpty()
                && sets.getFirst().path("status").path("readyReplicas").asInt() == 2;
    }

    private static <T extends HasMetadata> void deleteAll(SimulatedCluster cluster, Class<T> type) {
        ResourceClient<T> client = cluster.admin().resources(type);
        for (T object : client.list(ListOptions.all()).items()) {
            client.delete("default", object.getMetadata().getName(), DeleteOptions.DEFAULT);
        }
    }

    private static List<String> created(SimulatedCluster cluster, long since) {
        return cluster.history().between(since, cluster.history().revision()).values().stream()
                .flatMap(List::stream)
                .filter(Change::isCreation)
                .map(Change::key)
                .toList();
    }

    private static Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("server:v1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
