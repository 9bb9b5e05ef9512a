package io.jubernetes.kubelet.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.kubelet.eviction.LocalStorage.Usage;
import io.jubernetes.kubelet.eviction.Ranking.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class EvictionRulesTest {

    private static Pod pod(String name, int priority) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid(name)
                .endMetadata()
                .withNewSpec()
                .withPriority(priority)
                .addNewVolume()
                .withName("v")
                .withEmptyDir(new EmptyDirVolumeSource("", new Quantity("1Mi")))
                .endVolume()
                .addNewContainer()
                .withName("c")
                .withNewResources()
                .addToLimits("ephemeral-storage", new Quantity("2Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    @ParameterizedTest(name = "volume {0} container {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1048576 | 0       | ^^",
                "1048577 | 0       | ^Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". ^",
                "0       | 2097153 | ^Container c exceeded its local ephemeral storage limit \"2Mi\". ^",
                "1048576 | 1500000 | ^Pod ephemeral local storage usage exceeds the total limit of containers 2Mi. ^",
            })
    void disksAreShared(long volume, long container, String problem) {
        Usage usage = new Usage(Map.of("v", volume), Map.of("c", container));
        assertThat(LocalStorage.problem(pod("p", 0), usage).orElse("")).isEqualTo(problem);
    }

    @Test
    void whoExceedsMattersLessAndUsesMostGoesFirst() {
        Candidate modest = new Candidate(pod("modest", -10), 10, 20);
        Candidate large = new Candidate(pod("large", 0), 100, 20);
        Candidate larger = new Candidate(pod("larger", 0), 200, 20);
        Candidate important = new Candidate(pod("important", 5), 500, 20);
        Candidate critical = new Candidate(pod("critical", 2_000_000_000), 900, 0);
        assertThat(Ranking.first(List.of(modest, large, larger, important, critical)))
                .contains(larger);
        assertThat(Ranking.first(List.of(modest, important, critical))).contains(important);
        assertThat(Ranking.first(List.of(critical))).isEmpty();
    }
}
