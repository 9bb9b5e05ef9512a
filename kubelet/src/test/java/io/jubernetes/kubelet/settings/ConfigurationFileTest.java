package io.jubernetes.kubelet.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ConfigurationFileTest {

    private static final String HEAD = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

    @Test
    void everyFieldIsTaken() {
        ConfigurationFile file = ConfigurationFile.read(HEAD + """
                maxPods: 42
                containerLogMaxFiles: 3
                containerLogMaxSize: 1Mi
                kubeReserved: {cpu: 250m, memory: 128Mi}
                systemReserved: {memory: 128Mi, ephemeral-storage: 1Gi}
                evictionHard: {memory.available: 200Mi}
                evictionSoft: {nodefs.available: 15%}
                evictionSoftGracePeriod: {nodefs.available: 1m30s}
                evictionMinimumReclaim: {nodefs.available: 500Mi}
                evictionPressureTransitionPeriod: 30s
                evictionMaxPodGracePeriod: 60
                shutdownGracePeriod: 30s
                shutdownGracePeriodCriticalPods: 10s
                enableSystemLogHandler: false
                registryPullQPS: 3
                """);
        NodePolicy policy = file.policy();
        assertThat(file.numbers()).containsEntry("maxPods", 42).containsEntry("containerLogMaxFiles", 3);
        assertThat(file.logFileBytes()).contains(1L << 20);
        assertThat(file.ignored()).containsExactly("registryPullQPS");
        assertThat(policy.reservedMilliProcessors()).isEqualTo(250);
        assertThat(policy.reserved("memory")).isEqualTo(256L << 20);
        assertThat(policy.reserved("ephemeral-storage")).isEqualTo(1L << 30);
        assertThat(policy.systemLogs()).isFalse();
        assertThat(policy.eviction())
                .isEqualTo(new EvictionPolicy(
                        java.util.List.of(
                                new Threshold(Signal.MEMORY, "200Mi", Duration.ZERO, ""),
                                new Threshold(Signal.NODE_FILES, "15%", Duration.ofSeconds(90), "500Mi")),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60)));
        assertThat(policy.shutdown().periods())
                .containsExactly(
                        new ShutdownPolicy.Period(0, Duration.ofSeconds(20)),
                        new ShutdownPolicy.Period(ShutdownPolicy.CRITICAL, Duration.ofSeconds(10)));
    }

    @Test
    void whatIsNotSaidStaysAsItWas() {
        assertThat(ConfigurationFile.read(HEAD).policy()).isEqualTo(NodePolicy.DEFAULT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "evictionHard: {memory.free: 1Mi} | evictionHard.memory.free: unknown eviction signal memory.free",
                "evictionHard: {memory.available: much} | evictionHard.memory.available",
                "evictionHard: {memory.available: 120%} | evictionHard.memory.available",
                "evictionSoft: {memory.available: 1Mi} | grace period missing",
                "maxPods: 0 | maxPods: 0",
                "evictionPressureTransitionPeriod: soon | invalid duration \"soon\"",
                "shutdownGracePeriodCriticalPods: 1s | shutdownGracePeriodCriticalPods",
                "kind: Pod | expected kubelet.config.k8s.io/v1beta1",
            })
    void whatCannotBeMeantIsRefused(String line, String problem) {
        String text = line.startsWith("kind") ? HEAD.replaceFirst("kind:.*", line) : HEAD + line;
        assertThatThrownBy(() -> ConfigurationFile.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "priority {0} ends in group {1}")
    @CsvSource({"-5,0", "0,0", "999,0", "1000,1", "99999,1", "2000000000,2"})
    void aPodsPriorityChoosesItsGroup(int priority, int group) {
        ShutdownPolicy policy = ConfigurationFile.read(HEAD + """
                shutdownGracePeriodByPodPriority:
                - {priority: 2000000000, shutdownGracePeriodSeconds: 1}
                - {priority: 0, shutdownGracePeriodSeconds: 3}
                - {priority: 1000, shutdownGracePeriodSeconds: 2}
                """).policy().shutdown();
        assertThat(policy.group(priority)).isEqualTo(group);
    }
}
