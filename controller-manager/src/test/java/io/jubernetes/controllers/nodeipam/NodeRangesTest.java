package io.jubernetes.controllers.nodeipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class NodeRangesTest {

    @Test
    void theFirstFreeRangeIsGiven() {
        NodeRanges ranges = NodeRanges.of("10.244.0.0/16", 24);
        assertThat(ranges.next(List.of())).isEqualTo("10.244.0.0/24");
        assertThat(ranges.next(List.of("10.244.0.0/24", "10.244.2.0/24"))).isEqualTo("10.244.1.0/24");
    }

    @Test
    void whenAllAreTakenThereIsNone() {
        NodeRanges ranges = NodeRanges.of("192.168.130.9/23", 24);
        assertThat(ranges.next(List.of("192.168.130.0/24"))).isEqualTo("192.168.131.0/24");
        assertThat(ranges.next(List.of("192.168.130.0/24", "192.168.131.0/24"))).isNull();
        assertThatThrownBy(() -> NodeRanges.of("10.0.0.0/25", 24)).hasMessageContaining("10.0.0.0/25");
    }
}
