package io.jubernetes.controllers.podgc;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoomedTest {

    @Test
    void podsThatNobodyWillFinishGo() {
        Pod orphan = running(pod("orphan"), "lost");
        Pod never = deleting(pod("never"));
        Pod fine = running(pod("fine"), "n");
        Pod waiting = pod("waiting");
        assertThat(Doomed.of(List.of(orphan, never, fine, waiting), Set.of("lost"), 0))
                .isEqualTo(Map.of(orphan, Doomed.Why.ORPHANED, never, Doomed.Why.NEVER_STARTED));
    }

    @Test
    void ofEndedPodsTheOldestGo() {
        List<Pod> ended = List.of(phase(pod("a"), "Failed"), phase(pod("b"), "Succeeded"), phase(pod("c"), "Failed"));
        assertThat(Doomed.of(ended, Set.of(), 2)).containsOnlyKeys(ended.getFirst());
        assertThat(Doomed.of(ended, Set.of(), 0)).isEmpty();
    }
}
