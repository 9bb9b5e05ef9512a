package io.jubernetes.controllers.volumeprotection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this claim, these classes of volumes' attributes are in use. */
@Timeout(10)
class AttributesClassesTest {

    private static PersistentVolumeClaimBuilder wanting(@Nullable String name) {
        return new PersistentVolumeClaimBuilder()
                .withNewSpec()
                .withVolumeAttributesClassName(name)
                .endSpec();
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of("wants none", wanting(null), List.of()),
                Arguments.of("wants none by name", wanting(""), List.of()),
                Arguments.of("wants one", wanting("gold"), List.of("gold")),
                Arguments.of(
                        "has one and wants another",
                        wanting("gold")
                                .withNewStatus()
                                .withCurrentVolumeAttributesClassName("silver")
                                .endStatus(),
                        List.of("gold", "silver")),
                Arguments.of(
                        "has one, is given another, wants a third",
                        wanting("gold")
                                .withNewStatus()
                                .withCurrentVolumeAttributesClassName("silver")
                                .withNewModifyVolumeStatus("InProgress", "bronze")
                                .endStatus(),
                        List.of("gold", "silver", "bronze")),
                Arguments.of(
                        "has what it wants",
                        wanting("gold")
                                .withNewStatus()
                                .withCurrentVolumeAttributesClassName("gold")
                                .endStatus(),
                        List.of("gold")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void theseAreInUse(String what, PersistentVolumeClaimBuilder claim, List<String> classes) {
        assertThat(AttributesClassProtection.classes(claim.build())).as(what).isEqualTo(classes);
    }
}
