package io.jubernetes.controllers.garbagecollector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.ServedResource;
import io.jubernetes.controllers.garbagecollector.Verdict.OwnerState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class VerdictTest {

    private static final ServedResource MAPS =
            new ServedResource("", "v1", "configmaps", "ConfigMap", true, Set.of("list", "watch", "delete"));

    private static OwnerReference owner(String name, boolean blocking) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(name)
                .withUid("uid-" + name)
                .withBlockOwnerDeletion(blocking)
                .build();
    }

    private static ObjectMetadata object(String name, boolean deleting, List<String> finalizers, String... owners) {
        List<OwnerReference> references =
                Arrays.stream(owners).map(o -> owner(o, true)).toList();
        String when = deleting ? "2026-01-01T00:00:00Z" : null;
        return new ObjectMetadata("default", name, "uid-" + name, "1", when, finalizers, references);
    }

    private static ObjectMetadata object(String name, String... owners) {
        return object(name, false, List.of(), owners);
    }

    private static View view(ObjectMetadata object, ObjectMetadata... others) {
        OwnershipGraph graph = new OwnershipGraph();
        graph.observe(MAPS, object);
        for (ObjectMetadata other : others) {
            graph.observe(MAPS, other);
        }
        View view = graph.view(object.uid());
        assertThat(view).isNotNull();
        return view;
    }

    static Stream<Arguments> cases() {
        Map<String, OwnerState> there = Map.of("uid-o", OwnerState.PRESENT);
        Map<String, OwnerState> gone = Map.of("uid-o", OwnerState.ABSENT, "uid-p", OwnerState.PRESENT);
        Map<String, OwnerState> waits = Map.of("uid-o", OwnerState.WAITING, "uid-p", OwnerState.PRESENT);
        Map<String, OwnerState> unknown = Map.of("uid-o", OwnerState.UNKNOWABLE);
        ObjectMetadata[] none = {};
        ObjectMetadata[] child = {object("c", "x")};
        ObjectMetadata[] goingChild = {object("c", true, List.of(OwnershipGraph.FOREGROUND), "x")};
        List<String> orphan = List.of(OwnershipGraph.ORPHAN);
        return Stream.of(
                Arguments.of("no owners", object("x"), none, there, Verdict.KEEP),
                Arguments.of("owner there", object("x", "o"), none, there, Verdict.KEEP),
                Arguments.of("owner unknowable", object("x", "o"), none, unknown, Verdict.KEEP),
                Arguments.of("owner absent", object("x", "o"), none, gone, new Verdict.Delete("Background", false)),
                Arguments.of(
                        "owner absent, another holds",
                        object("x", "o", "p"),
                        none,
                        gone,
                        new Verdict.DropOwners(List.of("uid-o"))),
                Arguments.of(
                        "owner waits, another holds",
                        object("x", "o", "p"),
                        none,
                        waits,
                        new Verdict.DropOwners(List.of("uid-o"))),
                Arguments.of(
                        "owner absent, orphan asked for",
                        object("x", false, orphan, "o"),
                        none,
                        gone,
                        new Verdict.Delete("Orphan", false)),
                Arguments.of("owner waits", object("x", "o"), none, waits, new Verdict.Delete("Background", false)),
                Arguments.of(
                        "owner waits, has dependents",
                        object("x", "o"),
                        child,
                        waits,
                        new Verdict.Delete("Foreground", false)),
                Arguments.of("a circle", object("x", "o"), goingChild, waits, new Verdict.Delete("Foreground", true)));
    }

    static Stream<Arguments> goingCases() {
        Map<String, OwnerState> there = Map.of("uid-o", OwnerState.PRESENT);
        Map<String, OwnerState> gone = Map.of("uid-o", OwnerState.ABSENT);
        ObjectMetadata[] none = {};
        ObjectMetadata[] child = {object("c", "x")};
        ObjectMetadata[] goingChild = {object("c", true, List.of(OwnershipGraph.FOREGROUND), "x")};
        List<String> foreground = List.of(OwnershipGraph.FOREGROUND);
        List<String> orphan = List.of(OwnershipGraph.ORPHAN);
        ObjectId childId = new ObjectId("", "ConfigMap", "default", "c", "uid-c");
        return Stream.of(
                Arguments.of("going", object("x", true, List.of(), "o"), none, gone, Verdict.KEEP),
                Arguments.of(
                        "going in the foreground, nothing left",
                        object("x", true, foreground),
                        none,
                        there,
                        new Verdict.RemoveFinalizer(OwnershipGraph.FOREGROUND)),
                Arguments.of(
                        "going in the foreground",
                        object("x", true, foreground),
                        child,
                        there,
                        new Verdict.LookAt(List.of("uid-c"))),
                Arguments.of(
                        "going in the foreground, dependents go too",
                        object("x", true, foreground),
                        goingChild,
                        there,
                        new Verdict.LookAt(List.of())),
                Arguments.of(
                        "going, dependents let go",
                        object("x", true, orphan),
                        child,
                        there,
                        new Verdict.Orphan(List.of(childId))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cases", "goingCases"})
    void decides(
            String name,
            ObjectMetadata object,
            ObjectMetadata[] others,
            Map<String, OwnerState> owners,
            Verdict expected) {
        Verdict verdict = Verdict.of(
                view(object, others), object, owner -> owners.getOrDefault(owner.getUid(), OwnerState.ABSENT));
        assertThat(verdict).isEqualTo(expected);
    }

    @Test
    void anOwnerThatWasOnlyHeardOfIsLookedAtOnce() {
        OwnershipGraph graph = new OwnershipGraph();
        assertThat(graph.observe(MAPS, object("a", "o"))).containsExactly("uid-o");
        assertThat(graph.observe(MAPS, object("b", "o"))).isEmpty();
        assertThat(graph.gone("uid-o")).containsExactly("uid-a", "uid-b");
    }

    @Test
    void whenAnOwnerGoesItsDependentsAreLookedAt() {
        OwnershipGraph graph = new OwnershipGraph();
        graph.observe(MAPS, object("o"));
        graph.observe(MAPS, object("a", "o"));
        assertThat(graph.gone("uid-o")).containsExactly("uid-a");
        assertThat(graph.view("uid-o")).isNull();
    }

    @Test
    void anOwnerThatWaitsIsLookedAtWhenADependentGoes() {
        OwnershipGraph graph = new OwnershipGraph();
        graph.observe(MAPS, object("o"));
        graph.observe(MAPS, object("a", "o"));
        ObjectMetadata waiting = object("o", true, List.of(OwnershipGraph.FOREGROUND));
        assertThat(graph.observe(MAPS, waiting)).containsExactly("uid-o", "uid-a");
        assertThat(graph.gone("uid-a")).containsExactly("uid-o");
    }

    @Test
    void anOwnerThatNobodyNamesAnyMoreIsForgotten() {
        OwnershipGraph graph = new OwnershipGraph();
        graph.observe(MAPS, object("a", "o"));
        graph.observe(MAPS, object("a"));
        assertThat(graph.view("uid-o")).isNull();
    }
}
