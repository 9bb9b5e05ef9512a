package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.fieldmanagement.ManagedFields;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Attributes;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Operation;
import io.jubernetes.apiserver.registry.QuotaCharges.Charge;
import io.jubernetes.apiserver.registry.Versions.Encoded;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.kvstore.Txn;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Changes objects: reads the newest state, applies a change to it, and writes the outcome if nobody wrote in between; else
 * once more, unless the caller meant one particular state.
 */
final class Updater {

    /** A bound against live-lock, never met by honest contention. */
    private static final int ATTEMPTS = 100;
    /** Who lost so often waits for its turn. */
    private static final int UNORDERED_ATTEMPTS = 3;

    private final WriteSteps steps;
    private final Turns turns = new Turns();

    Updater(WriteSteps steps) {
        this.steps = steps;
    }

    /** Makes the next state of an object. */
    @FunctionalInterface
    interface Change {
        /** @param current a copy, with its resourceVersion; may be changed and returned */
        ObjectNode apply(ObjectNode current);
    }

    /**
     * How an object is changed.
     *
     * @param subresource through which it is changed; empty for the object itself
     * @param needsRevision whether the change must say which state it was made for
     */
    record Way(UpdateRule rule, String subresource, boolean needsRevision) {}

    /** @throws ApiException NotFound when there is no such object, Conflict when the change was made for another state */
    Written update(Write write, Way way, Change change) {
        String path = ResourceKeys.path(write.namespace(), write.name());
        if (!turns.isContended(path)) {
            Written written = tries(write, way, change, UNORDERED_ATTEMPTS);
            if (written != null) {
                return written;
            }
        }
        Written written = turns.take(path, () -> tries(write, way, change, ATTEMPTS));
        if (written == null) {
            throw modified(write);
        }
        return written;
    }

    private @Nullable Written tries(Write write, Way way, Change change, int attempts) {
        String path = ResourceKeys.path(write.namespace(), write.name());
        for (int attempt = 0; attempt < attempts; attempt++) {
            CachedObject cached = write.resource().cache().snapshot().get(path);
            if (cached == null) {
                throw write.resource().notFound(write.name());
            }
            Written written = attempt(write, way, change, cached);
            if (written != null) {
                return written;
            }
        }
        return null;
    }

    private static ApiException modified(Write write) {
        return write.resource().conflict(write.name(), ApiException.MODIFIED);
    }

    /** Null when somebody else wrote in between and it may be tried again. */
    private @Nullable Written attempt(Write write, Way way, Change change, CachedObject cached) {
        ObjectNode previous = write.resource().decode(cached);
        ObjectNode next = change.apply(previous.deepCopy());
        boolean exact = requireRevision(write, way, next, cached);
        fillMetadata(write, next, previous);
        way.rule().prepare(next, previous);
        steps.admit(new Attributes(
                Operation.UPDATE, write.resource().type(), way.subresource(), next, previous, write.user()));
        return steps.reserved(write, previous, next, together -> {
            steps.checks().update(write.resource(), way.rule(), next, previous).forEach(write.context()::warn);
            write.resource().strategy().warnings(next).forEach(write.context()::warn);
            return store(write, next, previous, new Target(cached, exact, way.subresource(), together));
        });
    }

    /**
     * @param exact whether the change was made for this very state
     * @param subresource through which it is changed
     * @param together what is stored besides
     */
    private record Target(CachedObject cached, boolean exact, String subresource, Together together) {}

    private OptionalLong commit(Txn txn, Target target) {
        try {
            return steps.commits().commit(txn, target.together());
        } catch (Together.TakenException taken) {
            return OptionalLong.empty();
        }
    }

    private static boolean requireRevision(Write write, Way way, ObjectNode next, CachedObject cached) {
        String sent = Trees.text(next, "metadata.resourceVersion");
        if (sent.isEmpty() || sent.equals("0")) {
            if (way.needsRevision()) {
                throw ApiException.invalid(
                        write.resource().type().group(),
                        write.resource().type().kind(),
                        write.name(),
                        List.of(new StatusCause(
                                "FieldValueInvalid",
                                "Invalid value: 0: must be specified for an update",
                                "metadata.resourceVersion")));
            }
            return false;
        }
        if (!sent.equals(Long.toString(cached.revision()))) {
            throw modified(write);
        }
        return true;
    }

    private static void fillMetadata(Write write, ObjectNode next, ObjectNode previous) {
        ObjectNode metadata = Trees.metadata(next);
        ObjectNode before = Trees.metadata(previous);
        String name = Trees.text(metadata, "name");
        if (!name.isEmpty() && !name.equals(write.name())) {
            throw ApiException.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + write.name() + ")");
        }
        metadata.put("name", write.name());
        WriteSteps.requireNamespace(write, metadata);
        String uid = Trees.text(metadata, "uid");
        if (!uid.isEmpty() && !uid.equals(Trees.text(before, "uid"))) {
            throw write.resource()
                    .conflict(
                            write.name(),
                            "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                                    + Trees.text(before, "uid"));
        }
        for (String field : List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "resourceVersion")) {
            Trees.copy(before, metadata, field);
        }
        metadata.remove("selfLink");
    }

    private @Nullable Written store(Write write, ObjectNode next, ObjectNode previous, Target target) {
        Resource resource = write.resource();
        CachedObject cached = target.cached();
        Generations.bump(resource, next, previous);
        ManagedFields.keepTimes(next, previous);
        if (next.equals(previous)
                && !isReleased(resource, next)
                && resource.versions().isCurrent(cached)) {
            return new Written(resource.versions().served(cached).bytes(), Written.How.UPDATED);
        }
        String key = resource.keys().key(cached.path());
        if (isReleased(resource, next)) {
            return release(write, next, key, target);
        }
        Encoded encoded = Commits.encode(resource, next);
        Txn update = steps.quotas()
                .charged(
                        new Charge(write, target.subresource(), previous, next),
                        Txn.update(key, cached.revision(), encoded.stored()));
        if (write.dryRun()) {
            return new Written(StoredObject.withRevision(encoded.served(), cached.revision()), Written.How.UPDATED);
        }
        // a full disk must not keep an object from losing its finalizers
        boolean going = !Trees.isAbsent(Trees.metadata(next).path("deletionTimestamp"));
        OptionalLong revision = commit(going ? update.asStepOfDeletion() : update, target);
        return revision.isPresent()
                ? new Written(StoredObject.withRevision(encoded.served(), revision.getAsLong()), Written.How.UPDATED)
                : lost(write, target);
    }

    /** Whether the object was only waiting for what this write took away. */
    private static boolean isReleased(Resource resource, ObjectNode next) {
        ObjectNode metadata = Trees.metadata(next);
        return !Trees.isAbsent(metadata.path("deletionTimestamp"))
                && metadata.path("finalizers").isEmpty()
                && metadata.path("deletionGracePeriodSeconds").asLong(0) == 0
                && !resource.strategy().heldBack(next);
    }

    private @Nullable Written release(Write write, ObjectNode last, String key, Target target) {
        byte[] stored = StoredObject.encode(last);
        if (write.dryRun()) {
            return new Written(StoredObject.withRevision(stored, target.cached().revision()), Written.How.DELETED);
        }
        OptionalLong revision = commit(Txn.delete(key, target.cached().revision()), target);
        return revision.isPresent()
                ? new Written(StoredObject.withRevision(stored, revision.getAsLong()), Written.How.DELETED)
                : lost(write, target);
    }

    private static @Nullable Written lost(Write write, Target target) {
        CachedObject now =
                write.resource().cache().snapshot().get(target.cached().path());
        // it may be another's charge to the same quota that came in between
        boolean same = now != null && now.revision() == target.cached().revision();
        if (target.exact() && !same) {
            throw modified(write);
        }
        return null;
    }
}
