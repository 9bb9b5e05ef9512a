package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.ManagedFields;
import io.jubernetes.apimachinery.fieldmanagement.Owner;
import io.jubernetes.apimachinery.fieldmanagement.Ownership;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Applied;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Request;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Writer;
import io.jubernetes.apiserver.validation.Trees;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Keeps {@code metadata.managedFields} of what clients write. What the server itself makes of an object belongs to nobody. */
final class FieldManagement {

    private final Environment environment;
    private final Supplier<Serving> serving;

    FieldManagement(Environment environment, Supplier<Serving> serving) {
        this.environment = environment;
        this.serving = serving;
    }

    /**
     * The way of a write.
     *
     * @param subresource empty for the object itself
     * @param apiVersion of what is sent that way
     * @param scope what it can change
     */
    record Via(String subresource, String apiVersion, FieldScope scope) {}

    /** Makes the writer the owner of what it creates. */
    void created(Write write, Via via, ObjectNode object) {
        ObjectNode nothing = Trees.empty();
        ManagedFields sent = ManagedFields.sent(object, nothing);
        ManagedFields.strip(object);
        books(write, via, object, nothing, sent).writeTo(object);
    }

    /**
     * Makes the writer the owner of what it changes. Objects without books stay so until somebody applies.
     *
     * @param next is changed, and returned
     */
    ObjectNode updated(Write write, Via via, ObjectNode next, ObjectNode previous) {
        ManagedFields managed =
                via.subresource().isEmpty() ? ManagedFields.sent(next, previous) : ManagedFields.stored(previous);
        ManagedFields.strip(next);
        if (!managed.isEmpty()) {
            books(write, via, next, previous, managed).writeTo(next);
        }
        return next;
    }

    private ManagedFields books(Write write, Via via, ObjectNode next, ObjectNode previous, ManagedFields managed) {
        try {
            return ownership(write, via).afterUpdate(previous, next, managed, updating(write, via));
        } catch (IllegalArgumentException | ApiException untold) {
            // items without keys: whoever validates refuses them, or nobody can own them; or nobody converts for other
            // owners
            return managed;
        }
    }

    /**
     * Applies a configuration.
     *
     * @param live an empty object when there is none yet
     * @return a new object, not yet in its stored form
     * @throws ApiException Conflict when others own what it would change, BadRequest when nobody can own parts of the object
     */
    Applied applied(Write write, Via via, ObjectNode config, ObjectNode live) {
        Owner owner = Owner.applying(
                write.options().fieldManager(), write.resource().type().apiVersion(), via.subresource());
        boolean force = WriteOptions.force(write.context().request().query());
        Request request = new Request(config, via.apiVersion(), new Writer(owner, now()), force);
        try {
            return ownership(write, via).apply(live, ManagedFields.stored(live), request);
        } catch (IllegalArgumentException untold) {
            throw ApiException.badRequest("failed to create typed live object: " + untold.getMessage());
        }
    }

    private Ownership ownership(Write write, Via via) {
        Resource resource = write.resource();
        Peers peers = new Peers(serving.get(), resource);
        return new Ownership(resource.type().apiVersion(), resource.shape(), via.scope(), peers);
    }

    private Writer updating(Write write, Via via) {
        String given = write.options().fieldManager();
        String manager = given.isEmpty()
                ? FieldManagers.ofUserAgent(write.context().request().headers().first("user-agent"))
                : given;
        Owner owner = Owner.updating(manager, write.resource().type().apiVersion(), via.subresource());
        return new Writer(owner, now());
    }

    private String now() {
        return environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
