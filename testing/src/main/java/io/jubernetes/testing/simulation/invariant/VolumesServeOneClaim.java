package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/** A claim keeps its volume, and no two claims have the same; a volume is never passed on from one claim to another. */
final class VolumesServeOneClaim implements Invariant {

    private static final String CLAIMS = "/registry/persistentvolumeclaims/";
    private static final String VOLUMES = "/registry/persistentvolumes/";

    @Override
    public void check(Change change, ClusterView view) {
        if (change.isDeletion()) {
            return;
        }
        if (change.key().startsWith(CLAIMS)) {
            checkClaim(change, view);
        } else if (change.key().startsWith(VOLUMES)) {
            String before = claimUid(change.previous());
            String now = claimUid(change.object());
            boolean passedOn = !before.isEmpty() && !now.isEmpty() && !before.equals(now);
            Invariant.require(!passedOn, "passed on from claim %s to %s", before, now);
        }
    }

    private static void checkClaim(Change change, ClusterView view) {
        String before = volume(change.previous());
        String now = volume(change.object());
        Invariant.require(before.isEmpty() || before.equals(now), "had volume %s, has %s", before, now);
        if (!now.isEmpty() && before.isEmpty()) {
            long sharers = view.all(CLAIMS).stream()
                    .filter(claim -> volume(claim).equals(now))
                    .count();
            Invariant.require(sharers == 1, "volume %s is that of %d claims", now, sharers);
            String owner = claimUid(view.at(VOLUMES + now));
            Invariant.require(owner.equals(Objects.uid(change.object())), "volume %s is that of claim %s", now, owner);
        }
    }

    private static String volume(JsonNode claim) {
        return claim.path("spec").path("volumeName").asText();
    }

    private static String claimUid(JsonNode volume) {
        return volume.path("spec").path("claimRef").path("uid").asText();
    }
}
