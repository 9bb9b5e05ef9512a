package io.jubernetes.controllers.servicecidr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class RangeDecisionTest {

    private static ServiceCIDR range(String cidr, boolean leaving) {
        return new ServiceCIDRBuilder()
                .withNewMetadata()
                .withName("range")
                .withDeletionTimestamp(leaving ? "2026-01-01T00:00:00Z" : null)
                .endMetadata()
                .withNewSpec()
                .withCidrs(cidr)
                .endSpec()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/24, 10.1.0.7, 10.9.0.0/16, WAIT",
        "10.1.0.0/24, 10.1.0.7, 10.1.0.0/16, RELEASE",
        "10.1.0.0/24, 10.2.0.7, 10.9.0.0/16, RELEASE",
        "2001:db8::/112, 2001:db8::7, 10.9.0.0/16, WAIT",
        "0.0.0.0/0, 2001:db8::7, 10.9.0.0/16, RELEASE"
    })
    void aRangeGoesWhenNoAddressNeedsIt(String cidr, String address, String other, RangeDecision expected) {
        assertThat(RangeDecision.of(range(cidr, true), List.of(range(other, false)), List.of(address)))
                .isEqualTo(expected);
    }

    @Test
    void aRangeThatNobodyDeletedStays() {
        assertThat(RangeDecision.of(range("10.1.0.0/24", false), List.of(), List.of()))
                .isEqualTo(RangeDecision.KEEP);
    }
}
