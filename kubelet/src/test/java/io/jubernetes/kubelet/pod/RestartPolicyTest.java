package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerRestartRuleBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class RestartPolicyTest {

    @ParameterizedTest(name = "pod {0} container {1} rule {2} exit {3} -> {4}")
    @CsvSource({
        "Never,,,1,false",
        "Never,OnFailure,,1,true",
        "Always,Never,,0,false",
        "Never,Never,In,42,true",
        "Never,Never,In,1,false",
        "Never,Never,NotIn,1,true",
        "Never,Never,NotIn,42,false",
    })
    void rulesThenTheContainersPolicyThenThePods(String pod, String own, String operator, int code, boolean restarts) {
        ContainerBuilder container = new ContainerBuilder().withName("a").withRestartPolicy(own);
        if (operator != null) {
            container.withRestartPolicyRules(new ContainerRestartRuleBuilder()
                    .withAction("Restart")
                    .withNewExitCodes()
                    .withOperator(operator)
                    .withValues(42)
                    .endExitCodes()
                    .build());
        }
        Container built = container.build();
        assertThat(RestartPolicy.restarts(TestPods.pod(pod, 0, 1), built, code)).isEqualTo(restarts);
    }
}
