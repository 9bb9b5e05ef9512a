package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
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

    private final Shape shape;
    private final FieldScope scope;

    /** @param scope what the way of writing can change */
    public Ownership(Shape shape, FieldScope scope) {
        this.shape = shape;
        this.scope = scope;
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
        Delta delta = delta(before, after);
        FieldSet taken = delta.taken();
        FieldSet own = taken.difference(NOBODYS);
        Claim earlier = managed.of(writer.owner());
        ManagedFields left = managed.without(taken.union(delta.removed()), null);
        if (own.isEmpty()) {
            return left;
        }
        FieldSet kept = earlier == null ? FieldSet.EMPTY : earlier.fields().difference(delta.removed());
        return AncientChanges.merge(left.with(Claim.of(writer.owner(), writer.time(), kept.union(own))));
    }

    private Delta delta(ObjectNode before, ObjectNode after) {
        return Delta.between(shape, before, after).filter(scope);
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
        JsonNode pruned = last == null ? merged : prune(merged, claimed, last.fields());
        ObjectNode next = pruned instanceof ObjectNode object ? object : Json.object();
        Delta delta = delta(current, next);
        if (!request.force()) {
            requireNoConflicts(current, claimed, request, delta.taken());
        }
        ManagedFields left = claimed.without(delta.taken().union(delta.removed()), owner);
        return new Applied(next, left.with(claim(request.writer(), fields.difference(NOBODYS), last, current, next)));
    }

    /** The time stays when neither the object nor what the applier says of it changes. */
    private static Claim claim(
            Writer writer, FieldSet fields, @Nullable Claim last, ObjectNode before, ObjectNode after) {
        boolean same = last != null && last.fields().equals(fields) && Values.same(before, after);
        return Claim.of(writer.owner(), same && last != null ? last.time() : writer.time(), fields);
    }

    /** Nobody kept books before: what is there belongs to whoever made it. */
    private ManagedFields before(ObjectNode live, Writer writer) {
        Owner owner = Owner.updating(
                BEFORE_FIRST_APPLY, writer.owner().apiVersion(), writer.owner().subresource());
        return afterUpdate(Json.object(), live, ManagedFields.NONE, new Writer(owner, writer.time()));
    }

    private void requireNoConflicts(ObjectNode live, ManagedFields managed, Request request, FieldSet taken) {
        Conflicts conflicts = new Conflicts();
        managed.claims()
                .filter(claim -> !claim.owner().is(request.writer().owner()) && claim.touches(taken))
                .forEach(claim -> conflicts.add(claim.owner(), claim.fields().intersection(taken)));
        if (conflicts.isEmpty()) {
            return;
        }
        Conflicts left = conflicts.without(LastApplied.ownedThrough(shape, live, request));
        if (!left.isEmpty()) {
            throw left.using(request.apiVersion()).refusal();
        }
    }

    /** Takes out what the applier said last time, says no longer, and nobody else owns. */
    private JsonNode prune(JsonNode merged, ManagedFields managed, FieldSet last) {
        FieldSet all = withParents(OwnedFields.of(shape, merged));
        FieldSet said = withParents(last);
        FieldSet owned = withParents(managed.claims().map(Claim::fields).reduce(FieldSet.EMPTY, FieldSet::union));
        FieldSet unsaid = withParents(OwnedFields.of(shape, Removal.remove(shape, merged, said)));
        JsonNode unowned = Removal.remove(shape, merged, all.difference(unsaid.union(owned)));
        FieldSet kept = withParents(OwnedFields.of(shape, unowned));
        return Removal.remove(shape, merged, all.difference(kept).intersection(said));
    }

    private FieldSet withParents(FieldSet set) {
        return OwnedFields.withParents(set, shape);
    }

    /** What does not fit the schema in a configuration to be applied, in one text; empty when all fits. */
    public static String problems(Shape shape, ObjectNode config) {
        return ConfigCheck.problems(shape, config);
    }
}
