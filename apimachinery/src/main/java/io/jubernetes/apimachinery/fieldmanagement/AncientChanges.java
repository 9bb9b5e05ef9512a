package io.jubernetes.apimachinery.fieldmanagement;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the books short: beyond a number of updaters, the oldest are merged into one. */
final class AncientChanges {

    private static final int MOST_UPDATERS = 10;
    private static final String NAME = "ancient-changes";

    private AncientChanges() {}

    static ManagedFields merge(ManagedFields managed) {
        if (managed.size() <= MOST_UPDATERS) {
            return managed;
        }
        List<Claim> updaters = managed.claims()
                .filter(claim -> !claim.applied())
                .sorted(Comparator.comparing(Claim::time).thenComparing(Claim::owner, Owner.ORDER))
                .toList();
        ManagedFields merged = managed;
        int left = updaters.size();
        Map<String, Claim> oldest = new LinkedHashMap<>();
        for (Claim claim : updaters) {
            if (left <= MOST_UPDATERS) {
                break;
            }
            Claim first = oldest.get(claim.owner().apiVersion());
            if (first != null) {
                merged = without(without(merged, first), claim);
                left--;
            }
            oldest.put(claim.owner().apiVersion(), first == null ? claim : both(first, claim));
            merged = first == null
                    ? merged
                    : merged.with(oldest.get(claim.owner().apiVersion()));
        }
        return merged;
    }

    /** With the younger one's time. */
    private static Claim both(Claim older, Claim younger) {
        Owner ancient = Owner.updating(NAME, younger.owner().apiVersion(), "");
        return Claim.of(ancient, younger.time(), older.fields().union(younger.fields()));
    }

    private static ManagedFields without(ManagedFields managed, Claim claim) {
        return managed.with(Claim.of(claim.owner(), claim.time(), FieldSet.EMPTY));
    }
}
