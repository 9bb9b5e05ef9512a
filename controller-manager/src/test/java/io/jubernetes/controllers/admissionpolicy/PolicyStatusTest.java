package io.jubernetes.controllers.admissionpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PolicyStatusTest {

    private static ValidatingAdmissionPolicyBuilder policy(long generation) {
        return new ValidatingAdmissionPolicyBuilder()
                .withNewMetadata()
                .withName("p")
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .endSpec();
    }

    @Test
    void aGenerationIsNotedOnce() {
        ValidatingAdmissionPolicy noted = PolicyStatus.observed(policy(2).build());
        assertThat(noted).isNotNull();
        assertThat(noted.getStatus().getObservedGeneration()).isEqualTo(2);
        assertThat(noted.getStatus().getTypeChecking()).isNotNull();
        assertThat(noted.getStatus().getTypeChecking().getExpressionWarnings()).isEmpty();
        assertThat(PolicyStatus.observed(noted)).isNull();
    }

    @Test
    void anotherGenerationIsNotedAnew() {
        ValidatingAdmissionPolicy changed =
                policy(3).withNewStatus().withObservedGeneration(2L).endStatus().build();
        ValidatingAdmissionPolicy noted = PolicyStatus.observed(changed);
        assertThat(noted).isNotNull();
        assertThat(noted.getStatus().getObservedGeneration()).isEqualTo(3);
    }

    @Test
    void aPolicyThatGoesIsLeftAlone() {
        assertThat(PolicyStatus.observed(policy(1)
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T12:00:00Z")
                        .endMetadata()
                        .build()))
                .isNull();
    }
}
