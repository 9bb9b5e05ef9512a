package io.jubernetes.controllers.namespace;

import static io.jubernetes.controllers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given what is left of a namespace's content, its conditions say this. */
@Timeout(10)
class NamespaceConditionsTest {

    private static Remains remains(Consumer<Remains> filling) {
        Remains remains = Remains.none();
        filling.accept(remains);
        return remains;
    }

    private static List<NamespaceCondition> conditions(Remains remains) {
        return NamespaceConditions.of(List.of(), remains, NOW);
    }

    static Stream<Arguments> remains() {
        return Stream.of(
                Arguments.of(remains(_ -> {}), "", ""),
                Arguments.of(
                        remains(r -> r.undiscovered().put("shop.example.org/v1", "no endpoints")),
                        "NamespaceDeletionDiscoveryFailure",
                        "DiscoveryFailed: Discovery failed for some groups, 1 remaining: shop.example.org/v1: no endpoints"),
                Arguments.of(
                        remains(r -> r.failures().put("widgets.example.org", "not now")),
                        "NamespaceDeletionContentFailure",
                        "ContentDeletionFailed: Failed to delete all resource types, 1 remaining: widgets.example.org:"
                                + " not now"),
                Arguments.of(
                        remains(r -> {
                            r.resources().put("pods.", 2);
                            r.resources().put("jobs.batch", 1);
                        }),
                        "NamespaceContentRemaining",
                        "SomeResourcesRemain: Some resources are remaining: jobs.batch has 1 resource instances, pods. has"
                                + " 2 resource instances"),
                Arguments.of(
                        remains(r -> r.finalizers().put("example.org/wait", 3)),
                        "NamespaceFinalizersRemaining",
                        "SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.org/wait in"
                                + " 3 resource instances"));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("remains")
    void eachKindOfRestIsTold(Remains remains, String type, String text) {
        assertThat(conditions(remains))
                .extracting(NamespaceCondition::getType)
                .containsExactly(
                        "NamespaceDeletionDiscoveryFailure",
                        "NamespaceDeletionGroupVersionParsingFailure",
                        "NamespaceDeletionContentFailure",
                        "NamespaceContentRemaining",
                        "NamespaceFinalizersRemaining");
        assertThat(conditions(remains)).allSatisfy(condition -> {
            boolean told = condition.getType().equals(type);
            assertThat(condition.getStatus()).isEqualTo(told ? "True" : "False");
            if (told) {
                assertThat(condition.getReason() + ": " + condition.getMessage())
                        .isEqualTo(text);
            }
        });
    }

    @Test
    void aConditionKeepsItsTimeUntilItTurnsAndOthersConditionsStay() {
        NamespaceCondition foreign = new NamespaceCondition("", "", "Mine", "True", "Mine");
        NamespaceCondition early =
                new NamespaceCondition("2025-01-01T00:00:00Z", "", "", "False", "NamespaceContentRemaining");
        List<NamespaceCondition> next = NamespaceConditions.of(
                List.of(foreign, early), remains(r -> r.finalizers().put("x", 1)), NOW);
        assertThat(next).contains(foreign);
        assertThat(time(next, "NamespaceContentRemaining")).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(time(next, "NamespaceFinalizersRemaining")).isEqualTo(NOW.toString());
    }

    private static String time(List<NamespaceCondition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow()
                .getLastTransitionTime();
    }
}
