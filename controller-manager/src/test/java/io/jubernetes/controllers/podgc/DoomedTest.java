package io.jubernetes.controllers.podgc;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoomedTest {

    private static final Doomed.Nodes NONE = new Doomed.Nodes(Set.of(), Set.of());

    @Test
    void podsThatNobodyWillFinishGo() {
        Pod orphan = running(pod("orphan"), "lost");
        Pod never = deleting(pod("never"));
        Pod fine = running(pod("fine"), "n");
        Pod waiting = pod("waiting");
        assertThat(Doomed.of(List.of(orphan, never, fine, waiting), new Doomed.Nodes(Set.of("lost"), Set.of()), 0))
                .isEqualTo(Map.of(orphan, Doomed.Why.ORPHANED, never, Doomed.Why.NEVER_STARTED));
    }

    @Test
    void ofEndedPodsTheOldestGo() {
        List<Pod> ended = List.of(phase(pod("a"), "Failed"), phase(pod("b"), "Succeeded"), phase(pod("c"), "Failed"));
        assertThat(Doomed.of(ended, NONE, 2)).containsOnlyKeys(ended.getFirst());
        assertThat(Doomed.of(ended, NONE, 0)).isEmpty();
    }

    @Test
    void evictedOnesGoBeforeOlderOnes() {
        Pod evicted = new PodBuilder(phase(pod("z"), "Failed"))
                .editStatus()
                .withReason("Evicted")
                .endStatus()
                .build();
        List<Pod> ended = List.of(phase(pod("a"), "Failed"), evicted);
        assertThat(Doomed.of(ended, NONE, 1)).containsOnlyKeys(evicted);
    }

    @Test
    void ofANodeOutOfServiceThoseGoThatWereToldTo() {
        Pod told = deleting(running(pod("told"), "off"));
        Pod untold = running(pod("untold"), "off");
        Pod elsewhere = deleting(running(pod("elsewhere"), "on"));
        assertThat(Doomed.of(List.of(told, untold, elsewhere), new Doomed.Nodes(Set.of(), Set.of("off")), 0))
                .isEqualTo(Map.of(told, Doomed.Why.OUT_OF_SERVICE));
    }
}
