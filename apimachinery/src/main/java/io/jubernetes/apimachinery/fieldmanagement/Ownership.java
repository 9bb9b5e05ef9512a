package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of who owns which field of the objects of a type. An update owns what it changes and takes it from others;
 * an apply owns what its configuration says, shares what others say too, and gives back what it says no longer.
 */
public final class Ownership {

    /** What is of the object's identity, or the server's, belongs to nobody. */
    private static final FieldSet NOBODYS = FieldSet.of("apiVersion")
            .union(FieldSet.of("kind"))
            .union(FieldSet.of("metadata"))
            .union(FieldSet.of("metadata", "name"))
            .union(FieldSet.of("metadata", "namespace"))
            .union(FieldSet.of("metadata", "creationTimestamp"))
            .union(FieldSet.of("metadata", "selfLink"))
            .union(FieldSet.of("metadata", "uid"))
            .union(FieldSet.of("metadata", "clusterName"))
            .union(FieldSet.of("metadata", "generation"))
            .union(FieldSet.of("metadata", "managedFields"))
            .union(FieldSet.of("metadata", "resourceVersion"));

    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private final String apiVersion;
    private final Shape shape;
    private final FieldScope scope;
    private final Editions editions;

    /**
     * @param apiVersion of the objects
     * @param shape of objects of that version
     * @param scope what the way of writing can change
     * @param editions the other versions, in which owners may name their fields
     */
    public Ownership(String apiVersion, Shape shape, FieldScope scope, Editions editions) {
        this.apiVersion = apiVersion;
        this.shape = shape;
        this.scope = scope;
        this.editions = editions;
    }

    /** Who writes, when. @param time as objects write it */
    public record Writer(Owner owner, String time) {}

    /**
     * What an apply asks for.
     *
     * @param config what the applier wants, and nothing else
     * @param apiVersion of the path through which it is applied; not the object's on some of its subresources
     * @param force whether to take fields from others
     */
    public record Request(ObjectNode config, String apiVersion, Writer writer, boolean force) {}

    /** What an apply makes of an object. */
    public record Applied(ObjectNode object, ManagedFields managed) {}

    /**
     * The books after a create or update: what changed is the writer's.
     *
     * @param before an empty object before a create
     * @throws IllegalArgumentException when a list has items that cannot be told apart by what the schema says
     */
    public ManagedFields afterUpdate(ObjectNode before, ObjectNode after, ManagedFields managed, Writer writer) {
        Change change = new Change(before, after);
        Delta delta = change.own();
        FieldSet own = delta.taken().difference(NOBODYS);
        Claim earlier = managed.of(writer.owner());
        ManagedFields left = change.takenFrom(managed, null);
        if (own.isEmpty()) {
            return left;
        }
        FieldSet kept = earlier == null ? FieldSet.EMPTY : earlier.fields().difference(delta.removed());
        return AncientChanges.merge(left.with(Claim.of(writer.owner(), writer.time(), kept.union(own))));
    }

    /** Two states of an object, as owners see them in their versions. */
    private final class Change {
        private final ObjectNode before;
        private final ObjectNode after;
        private final Delta own;
        private final Map<String, Optional<Delta>> others = new HashMap<>();

        Change(ObjectNode before, ObjectNode after) {
            this.before = before;
            this.after = after;
            this.own = Delta.between(shape, before, after).filter(scope);
        }

        Delta own() {
            return own;
        }

        /** What changed in the words of a version; null when nobody knows that version any more. */
        @Nullable
        Delta in(String version) {
            return version.equals(apiVersion)
                    ? own
                    : others.computeIfAbsent(version, this::converted).orElse(null);
        }

        private Optional<Delta> converted(String version) {
            Shape other = editions.shape(version);
            return other == null
                    ? Optional.empty()
                    : Optional.of(Delta.between(other, to(version, before), to(version, after))
                            .filter(scope));
        }

        /** The books without what changed. */
        ManagedFields takenFrom(ManagedFields managed, @Nullable Owner spared) {
            return managed.without(spared, claim -> {
                Delta delta = own.isNone() ? own : in(claim.owner().apiVersion());
                return delta == null ? null : delta.taken().union(delta.removed());
            });
        }
    }

    private ObjectNode to(String version, ObjectNode object) {
        return object.isEmpty() || object.path("apiVersion").asText(apiVersion).equals(version)
                ? object
                : editions.convert(object, version);
    }

    /**
     * Applies a configuration to an object.
     *
     * @param live an empty object when there is none yet
     * @param request its configuration has no {@link #problems}
     * @throws ApiException Conflict when others own what it would change and nobody forces it
     * @throws IllegalArgumentException when a list of the object has items that cannot be told apart by what the schema says
     */
    public Applied apply(ObjectNode live, ManagedFields stored, Request request) {
        Owner owner = request.writer().owner();
        ManagedFields managed = stored.isEmpty() ? before(live, request.writer()) : stored;
        ObjectNode current = live.deepCopy();
        ManagedFields.strip(current);
        FieldSet fields = scope.filter(OwnedFields.of(shape, request.config()));
        Claim last = managed.of(owner);
        ManagedFields claimed = managed.with(Claim.of(owner, request.writer().time(), fields));
        JsonNode merged = TypedMerge.merge(shape, current, request.config());
        JsonNode pruned = last == null ? merged : prune(merged, claimed, last);
        ObjectNode next = pruned instanceof ObjectNode object ? object : Json.object();
        Change change = new Change(current, next);
        if (!request.force()) {
            requireNoConflicts(current, claimed, request, change);
        }
        ManagedFields left = change.takenFrom(claimed, owner);
        return new Applied(next, left.with(claim(request.writer(), fields.difference(NOBODYS), last, current, next)));
    }

    /** The time stays when neither the object nor what the applier says of it changes. */
    private static Claim claim(
            Writer writer, FieldSet fields, @Nullable Claim last, ObjectNode before, ObjectNode after) {
        boolean same = last != null
                && last.owner().equals(writer.owner())
                && last.fields().equals(fields)
                && Values.same(before, after);
        return Claim.of(writer.owner(), same && last != null ? last.time() : writer.time(), fields);
    }

    /** Nobody kept books before: what is there belongs to whoever made it. */
    private ManagedFields before(ObjectNode live, Writer writer) {
        Owner owner = Owner.updating(
                BEFORE_FIRST_APPLY, writer.owner().apiVersion(), writer.owner().subresource());
        return afterUpdate(Json.object(), live, ManagedFields.NONE, new Writer(owner, writer.time()));
    }

    private void requireNoConflicts(ObjectNode live, ManagedFields managed, Request request, Change change) {
        Conflicts conflicts = new Conflicts();
        managed.claims()
                .filter(claim -> !claim.owner().is(request.writer().owner()))
                .forEach(claim -> {
                    Delta delta = change.in(claim.owner().apiVersion());
                    if (delta != null && claim.touches(delta.taken())) {
                        conflicts.add(claim.owner(), claim.fields().intersection(delta.taken()));
                    }
                });
        if (conflicts.isEmpty()) {
            return;
        }
        Conflicts left = conflicts.without(LastApplied.ownedThrough(shape, live, request));
        if (!left.isEmpty()) {
            throw left.renamed(apiVersion, request.apiVersion()).refusal();
        }
    }

    /**
     * Takes out what the applier said last time, says no longer, and nobody else owns. What the applier said is looked for in the
     * version in which it said it, what others own in theirs.
     */
    private JsonNode prune(JsonNode merged, ManagedFields managed, Claim last) {
        String version = last.owner().apiVersion();
        Shape sayings = shapeIn(version);
        if (sayings == null || !(merged instanceof ObjectNode object)) {
            return merged;
        }
        ObjectNode whole = to(version, object);
        FieldSet all = paths(sayings, whole);
        FieldSet said = OwnedFields.withParents(last.fields(), sayings);
        ObjectNode left = object(Removal.remove(sayings, whole, said));
        for (String edition : versions(version, managed)) {
            Shape shapeThere = shapeIn(edition);
            if (shapeThere != null) {
                ObjectNode there = to(edition, whole);
                FieldSet owned = OwnedFields.withParents(managed.ownedIn(edition), shapeThere);
                FieldSet wanted = paths(shapeThere, to(edition, left)).union(owned);
                left = object(Removal.remove(
                        shapeThere, there, paths(shapeThere, there).difference(wanted)));
            }
        }
        FieldSet kept = paths(sayings, to(version, left));
        return to(
                apiVersion,
                object(Removal.remove(sayings, whole, all.difference(kept).intersection(said))));
    }

    private static ObjectNode object(JsonNode left) {
        return left instanceof ObjectNode object ? object : Json.object();
    }

    private @Nullable Shape shapeIn(String version) {
        return version.equals(apiVersion) ? shape : editions.shape(version);
    }

    /** All in which somebody owns something, this one first. */
    private static Set<String> versions(String first, ManagedFields managed) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add(first);
        managed.claims().forEach(claim -> versions.add(claim.owner().apiVersion()));
        return versions;
    }

    private static FieldSet paths(Shape declared, ObjectNode object) {
        return OwnedFields.withParents(OwnedFields.of(declared, object), declared);
    }

    /** What does not fit the schema in a configuration to be applied, in one text; empty when all fits. */
    public static String problems(Shape shape, ObjectNode config) {
        return ConfigCheck.problems(shape, config);
    }
}
