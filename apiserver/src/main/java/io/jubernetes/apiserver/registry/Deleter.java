package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Attributes;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Operation;
import io.jubernetes.apiserver.registry.Versions.Encoded;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.kvstore.Txn;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Deletes objects, at once or, when something holds them, by marking them. */
final class Deleter {

    private static final int ATTEMPTS = 100;

    private final Environment environment;
    private final WriteSteps steps;

    Deleter(Environment environment, WriteSteps steps) {
        this.environment = environment;
        this.steps = steps;
    }

    /** @throws ApiException NotFound, or Conflict when a precondition does not hold */
    Written delete(Write write, DeleteOptions options) {
        String path = ResourceKeys.path(write.namespace(), write.name());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CachedObject cached = write.resource().cache().snapshot().get(path);
            if (cached == null) {
                throw write.resource().notFound(write.name());
            }
            Written written =
                    attempt(write, options, write.resource().versions().served(cached));
            if (written != null) {
                return written;
            }
        }
        throw write.resource().conflict(write.name(), ApiException.MODIFIED);
    }

    /** Null when somebody else wrote in between. */
    private @Nullable Written attempt(Write write, DeleteOptions options, CachedObject cached) {
        ObjectNode current = StoredObject.decode(cached.bytes());
        requirePreconditions(write, options, current);
        steps.admit(new Attributes(Operation.DELETE, write.resource().type(), "", current, null, write.user()));
        return switch (Deletion.decide(write.resource().strategy(), current, options, environment.now())) {
            case Deletion.Decision.Remove() -> remove(write, current, cached);
            case Deletion.Decision.Mark(ObjectNode next) -> mark(write, next, cached);
            case Deletion.Decision.Wait() -> new Written(cached.bytes(), Written.How.UPDATED);
        };
    }

    private @Nullable Written remove(Write write, ObjectNode current, CachedObject cached) {
        String key = write.resource().keys().key(cached.path());
        Written done = new Written(cached.bytes(), Written.How.DELETED);
        if (write.dryRun()) {
            return done;
        }
        return steps.reserved(write, current, null, together -> {
            OptionalLong revision = steps.commits().commit(Txn.delete(key, cached.revision()), together);
            return revision.isEmpty() ? null : done;
        });
    }

    private @Nullable Written mark(Write write, ObjectNode next, CachedObject cached) {
        Encoded encoded = Commits.encode(write.resource(), next);
        if (write.dryRun()) {
            return new Written(StoredObject.withRevision(encoded.served(), cached.revision()), Written.How.UPDATED);
        }
        String key = write.resource().keys().key(cached.path());
        Txn update = Txn.update(key, cached.revision(), encoded.stored()).asStepOfDeletion();
        OptionalLong revision = steps.commits().commit(update);
        return revision.isEmpty()
                ? null
                : new Written(StoredObject.withRevision(encoded.served(), revision.getAsLong()), Written.How.UPDATED);
    }

    private static void requirePreconditions(Write write, DeleteOptions options, ObjectNode current) {
        require(write, "UID", options.uid(), Trees.text(current, "metadata.uid"));
        require(write, "ResourceVersion", options.resourceVersion(), Trees.text(current, "metadata.resourceVersion"));
    }

    private static void require(Write write, String what, String wanted, String actual) {
        if (!wanted.isEmpty() && !wanted.equals(actual)) {
            throw write.resource()
                    .conflict(
                            write.name(),
                            "Precondition failed: " + what + " in precondition: " + wanted + ", " + what
                                    + " in object meta: " + actual);
        }
    }
}
