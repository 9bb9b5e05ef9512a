package io.jubernetes.controllers.nodelifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class NodeTtlTest {

    @ParameterizedTest
    @CsvSource({"0,1,0", "0,100,0", "0,101,15", "1,95,15", "1,89,0", "0,5000,300", "5,8999,300", "5,1,0"})
    void theStepFollowsTheNumberOfNodes(int before, int nodes, int seconds) {
        assertThat(NodeTtl.seconds(NodeTtl.next(before, nodes))).isEqualTo(seconds);
    }
}
