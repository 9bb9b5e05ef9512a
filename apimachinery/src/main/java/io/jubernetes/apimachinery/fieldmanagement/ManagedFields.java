package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code metadata.managedFields} of an object. Immutable. */
public final class ManagedFields {

    private static final String FIELD = "managedFields";
    private static final Comparator<Claim> ORDER = Comparator.comparing(
                    (Claim claim) -> claim.owner().operation())
            .thenComparing(Claim::time)
            .thenComparing(Claim::owner, Owner.ORDER);

    static final ManagedFields NONE = new ManagedFields(List.of());

    private final List<Claim> claims;

    ManagedFields(List<Claim> claims) {
        this.claims = claims;
    }

    /** Of an object as stored; what is malformed there counts as nothing. */
    public static ManagedFields stored(ObjectNode object) {
        ManagedFields read = read(object.path("metadata").path(FIELD), true);
        return read == null ? NONE : read;
    }

    /**
     * What an update starts from: what the client sends, if it is well-formed and no less than nothing, else what is stored.
     * Clients that know nothing of managed fields thus keep them; a list of one empty entry drops them all.
     */
    public static ManagedFields sent(ObjectNode next, ObjectNode previous) {
        JsonNode sent = next.path("metadata").path(FIELD);
        if (sent.equals(previous.path("metadata").path(FIELD))) {
            return stored(previous);
        }
        if (sent.size() == 1 && sent.get(0).isObject() && sent.get(0).isEmpty()) {
            return NONE;
        }
        ManagedFields read = read(sent, false);
        return read == null || read.isEmpty() ? stored(previous) : read;
    }

    /** Null when it is malformed. */
    private static @Nullable ManagedFields read(JsonNode entries, boolean ours) {
        try {
            List<Claim> claims = new ArrayList<>();
            for (JsonNode entry : entries) {
                Claim claim = Claim.read(entry, ours);
                claims.removeIf(earlier -> earlier.owner().is(claim.owner()));
                claims.add(claim);
            }
            return new ManagedFields(claims);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Puts them into an object, in place of what is there. */
    public void writeTo(ObjectNode object) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.remove(FIELD);
        if (!isEmpty()) {
            ArrayNode entries = Json.mapper().createArrayNode();
            claims.stream().sorted(ORDER).forEach(claim -> entries.add(claim.write()));
            metadata.set(FIELD, entries);
        }
    }

    /** Takes them out of an object. */
    public static void strip(ObjectNode object) {
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(FIELD);
        }
    }

    /**
     * Makes {@code next} an equal of {@code previous} when nothing but the times of claims tells them apart: to say again
     * what is so is no change.
     */
    public static void keepTimes(ObjectNode next, ObjectNode previous) {
        JsonNode now = next.path("metadata").path(FIELD);
        JsonNode before = previous.path("metadata").path(FIELD);
        if (now.equals(before) || now.size() != before.size()) {
            return;
        }
        ManagedFields claimed = stored(next);
        ObjectNode metadata = (ObjectNode) next.path("metadata");
        metadata.set(FIELD, before);
        if (!next.equals(previous) || !claimed.sameClaims(stored(previous))) {
            metadata.set(FIELD, now);
        }
    }

    private boolean sameClaims(ManagedFields other) {
        return claims.stream().allMatch(mine -> other.claims.stream().anyMatch(mine::sameAs));
    }

    public boolean isEmpty() {
        return claims.isEmpty();
    }

    int size() {
        return claims.size();
    }

    Stream<Claim> claims() {
        return claims.stream();
    }

    @Nullable
    Claim of(Owner owner) {
        return claims.stream()
                .filter(claim -> claim.owner().is(owner))
                .findFirst()
                .orElse(null);
    }

    /** With this claim in place of its owner's earlier one; an empty one is not kept. */
    ManagedFields with(Claim claim) {
        List<Claim> next = new ArrayList<>(claims);
        next.removeIf(earlier -> earlier.owner().is(claim.owner()));
        if (!claim.isEmpty()) {
            next.add(claim);
        }
        return new ManagedFields(next);
    }

    /**
     * With paths taken from all owners but one.
     *
     * @param taken what of a claim; null for all of it
     */
    ManagedFields without(@Nullable Owner spared, Function<Claim, @Nullable FieldSet> taken) {
        List<Claim> left = new ArrayList<>();
        for (Claim claim : claims) {
            if (spared != null && claim.owner().is(spared)) {
                left.add(claim);
                continue;
            }
            FieldSet paths = taken.apply(claim);
            Claim rest = paths == null ? null : claim.without(paths);
            if (rest != null && !rest.isEmpty()) {
                left.add(rest);
            }
        }
        return new ManagedFields(left);
    }

    /** All that anybody owns in a version. */
    FieldSet ownedIn(String apiVersion) {
        return claims.stream()
                .filter(claim -> claim.owner().apiVersion().equals(apiVersion))
                .map(Claim::fields)
                .reduce(FieldSet.EMPTY, FieldSet::union);
    }
}
