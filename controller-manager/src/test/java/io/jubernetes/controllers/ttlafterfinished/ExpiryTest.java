package io.jubernetes.controllers.ttlafterfinished;

import static io.jubernetes.controllers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this Job, so much time is left to it. */
@Timeout(10)
class ExpiryTest {

    private static JobBuilder job(@Nullable Integer ttl) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("j")
                .endMetadata()
                .withNewSpec()
                .withTtlSecondsAfterFinished(ttl)
                .endSpec();
    }

    private static JobBuilder ended(@Nullable Integer ttl, String type, String status) {
        return job(ttl).withNewStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime("2026-01-01T11:59:00Z")
                .endCondition()
                .endStatus();
    }

    static Stream<Arguments> jobs() {
        return Stream.of(
                Arguments.of("it still runs", job(10).build(), null),
                Arguments.of("it says no time", ended(null, "Complete", "True").build(), null),
                Arguments.of("it is not over", ended(10, "Complete", "False").build(), null),
                Arguments.of(
                        "its pods are ending",
                        ended(10, "FailureTarget", "True").build(),
                        null),
                Arguments.of("it has time left", ended(100, "Complete", "True").build(), Duration.ofSeconds(40)),
                Arguments.of("it failed", ended(100, "Failed", "True").build(), Duration.ofSeconds(40)),
                Arguments.of("its time is over", ended(0, "Complete", "True").build(), Duration.ofSeconds(-60)),
                Arguments.of(
                        "it goes already",
                        ended(0, "Complete", "True")
                                .editMetadata()
                                .withDeletionTimestamp("2026-01-01T12:00:00Z")
                                .endMetadata()
                                .build(),
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void soMuchTimeIsLeft(String what, Job job, @Nullable Duration left) {
        assertThat(Expiry.left(job, NOW)).as(what).isEqualTo(left);
    }
}
