package io.jubernetes.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Plugin;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.ScorePlugin;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ConfigurationFileTest {

    private static final String HEAD = """
            apiVersion: kubescheduler.config.k8s.io/v1
            kind: KubeSchedulerConfiguration
            """;

    private static SchedulerConfig read(String body) {
        return SchedulerConfig.read(HEAD + body);
    }

    private static Profile profile(ProfileSpec spec) {
        return new ProfileFactory(ClusterObjects.NONE, List.of()).create(spec);
    }

    private static List<String> scorers(Profile profile) {
        return profile.scorers().stream()
                .map(plugin -> plugin.name() + "=" + profile.weight(plugin))
                .toList();
    }

    @Test
    void theDefaultsAreUpstreams() {
        Profile profile = profile(ProfileSpec.DEFAULT);
        assertThat(scorers(profile))
                .containsExactly(
                        "TaintToleration=3",
                        "NodeAffinity=2",
                        "NodeResourcesFit=1",
                        "PodTopologySpread=2",
                        "InterPodAffinity=2",
                        "NodeResourcesBalancedAllocation=1",
                        "ImageLocality=1");
        assertThat(read("").profiles()).hasSize(1);
        assertThat(read("").backoff()).isEqualTo(SchedulerConfig.DEFAULT.backoff());
    }

    @Test
    void everyFieldIsRead() {
        SchedulerConfig config = read("""
                percentageOfNodesToScore: 30
                podInitialBackoffSeconds: 2
                podMaxBackoffSeconds: 20
                leaderElection: {leaderElect: false}
                profiles:
                - schedulerName: packing
                  percentageOfNodesToScore: 50
                  plugins:
                    multiPoint:
                      disabled: [{name: ImageLocality}]
                    score:
                      enabled: [{name: NodeResourcesFit, weight: 7}]
                      disabled: [{name: "*"}]
                  pluginConfig:
                  - name: NodeResourcesFit
                    args:
                      scoringStrategy:
                        type: RequestedToCapacityRatio
                        resources: [{name: cpu, weight: 2}]
                        requestedToCapacityRatio:
                          shape: [{utilization: 0, score: 0}, {utilization: 100, score: 10}]
                - schedulerName: plain
                """);
        assertThat(config.backoff().after(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.backoff().after(9)).isEqualTo(Duration.ofSeconds(20));
        Profile packing = profile(config.profiles().getFirst());
        assertThat(packing.percentageOfNodesToScore()).isEqualTo(50);
        assertThat(scorers(packing)).containsExactly("NodeResourcesFit=7");
        assertThat(profile(config.profiles().getLast()).percentageOfNodesToScore())
                .isEqualTo(30);
    }

    @Test
    void whatAnExtensionPointNamesComesFirst() {
        Profile profile = profile(read("""
                        profiles:
                        - plugins:
                            filter:
                              enabled: [{name: NodePorts}]
                              disabled: [{name: NodeName}]
                        """).profiles().getFirst());
        assertThat(profile.filters().stream().map(Plugin::name))
                .startsWith("NodePorts", "NodeUnschedulable")
                .doesNotContain("NodeName");
        assertThat(profile.at(ExtensionPoint.SCORE, ScorePlugin.class)).hasSize(7);
    }

    private static Arguments wrong(String body, String message) {
        return Arguments.of(body, message);
    }

    private static String plugins(String point, String set) {
        return "profiles: [{plugins: {" + point + ": " + set + "}}]";
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        "percentageOfNodesToScore: 101",
                        "percentageOfNodesToScore: Invalid value: 101: must be in the range [0, 100]"),
                wrong("podInitialBackoffSecond: 1", "podInitialBackoffSecond: unknown field"),
                wrong(
                        "profiles: [{schedulerName: a}, {schedulerName: a}]",
                        "profiles[1].schedulerName: Duplicate value: \"a\""),
                wrong(plugins("score", "{enabled: [{name: Magic}]}"), "plugins.score: plugin \"Magic\" does not exist"),
                wrong(
                        plugins("score", "{enabled: [{name: NodeName}]}"),
                        "plugins.score: plugin \"NodeName\" does not extend score"),
                wrong(
                        plugins("queueSort", "{disabled: [{name: '*'}]}"),
                        "plugins.queueSort: exactly one queue sort plugin required"
                                + " for profile with scheduler name \"default-scheduler\""),
                wrong(
                        "profiles: [{pluginConfig: [{name: InterPodAffinity, args: {hard: 1}}]}]",
                        "pluginConfig[InterPodAffinity].args.hard: unknown field"),
                wrong(
                        "profiles: [{pluginConfig: [{name: Magic, args: {}}]}]",
                        "pluginConfig: plugin \"Magic\" does not exist"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> read(body).profiles().forEach(ConfigurationFileTest::profile))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void anotherKindIsRefused() {
        assertThatThrownBy(() -> SchedulerConfig.read("apiVersion: v1\nkind: Pod\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("KubeSchedulerConfiguration");
    }
}
