package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Attributes;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Operation;
import io.jubernetes.apiserver.pipeline.Authorization;
import io.jubernetes.apiserver.registry.QuotaCharges.Charge;
import io.jubernetes.apiserver.registry.Versions.Encoded;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.RandomNames;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.kvstore.Txn;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.OptionalLong;

/** Creates objects. */
final class Creator {

    private static final int ATTEMPTS = 8;
    /** A bound against live-lock, never met by honest contention. */
    private static final int CHARGES = 1000;

    private final Environment environment;
    private final WriteSteps steps;
    private final Authorization authorization;

    Creator(Environment environment, WriteSteps steps, Authorization authorization) {
        this.environment = environment;
        this.steps = steps;
        this.authorization = authorization;
    }

    /** @param object in its stored form, see {@link ObjectForm} */
    Written create(Write write, ObjectNode object) {
        requireCreate(write);
        ObjectNode metadata = Trees.metadata(object);
        if (!Trees.text(metadata, "resourceVersion").isEmpty()) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        String generateName = Trees.text(metadata, "generateName");
        boolean generated = Trees.text(metadata, "name").isEmpty() && !generateName.isEmpty();
        fillMetadata(write, metadata);
        boolean again = generated || steps.isHooked(write.resource());
        for (int attempt = 1; ; attempt++) {
            if (generated) {
                metadata.put("name", RandomNames.generate(generateName, environment.random()));
            }
            try {
                return createNamed(write, again ? object.deepCopy() : object);
            } catch (ApiException refusal) {
                if (!generated || attempt == ATTEMPTS || !steps.isTaken(refusal)) {
                    throw refusal;
                }
            } catch (Together.TakenException taken) {
                if (attempt == ATTEMPTS) {
                    throw write.resource().conflict(Trees.text(metadata, "name"), ApiException.MODIFIED);
                }
            }
        }
    }

    /** Whoever may change objects may not therefore make them, be it by an update or an apply. */
    private void requireCreate(Write write) {
        RequestInfo asked = write.context().info();
        if (!asked.verb().equals("create")) {
            authorization.require(write.user(), new RequestInfo("create", asked.path(), asked.target()));
        }
    }

    private void fillMetadata(Write write, ObjectNode metadata) {
        WriteSteps.requireNamespace(write, metadata);
        String now = environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
        metadata.put("uid", environment.newUid()).put("creationTimestamp", now);
        metadata.remove("deletionTimestamp");
        metadata.remove("deletionGracePeriodSeconds");
        metadata.remove("selfLink");
        metadata.remove("resourceVersion");
        metadata.remove("generation");
        if (write.resource().strategy().hasGeneration()) {
            metadata.put("generation", 1);
        }
    }

    private Written createNamed(Write write, ObjectNode object) {
        Resource resource = write.resource();
        if (resource.type().subresource("status") != null
                && !resource.strategy().keepsStatusOnCreate()) {
            object.remove("status");
        }
        steps.admit(new Attributes(Operation.CREATE, resource.type(), "", object, null, write.user()));
        resource.strategy().prepareForCreate(object);
        return Objects.requireNonNull(steps.reserved(write, null, object, together -> {
            steps.checks().create(resource, object).forEach(write.context()::warn);
            resource.strategy().warnings(object).forEach(write.context()::warn);
            return store(write, object, together);
        }));
    }

    private static ApiException taken(Resource resource, String name, CachedObject present) {
        ApiException refusal = resource.alreadyExists(name);
        boolean going = Trees.metadata(StoredObject.decode(present.bytes())).has("deletionTimestamp");
        return going
                ? new ApiException(
                        refusal.reason(),
                        refusal.code(),
                        "object is being deleted: " + refusal.getMessage(),
                        refusal.details())
                : refusal;
    }

    private Written store(Write write, ObjectNode object, Together together) {
        Resource resource = write.resource();
        String name = Trees.text(object, "metadata.name");
        String path = ResourceKeys.path(write.namespace(), name);
        CachedObject present = resource.cache().snapshot().get(path);
        if (present != null) {
            throw taken(resource, name, present);
        }
        Encoded encoded = Commits.encode(resource, object);
        Txn create = Txn.create(resource.keys().key(path), encoded.stored());
        Charge charge = new Charge(write, "", null, object);
        for (int attempt = 0; attempt < CHARGES; attempt++) {
            Txn charged = steps.quotas().charged(charge, create);
            if (write.dryRun()) {
                return new Written(encoded.served(), Written.How.CREATED);
            }
            OptionalLong revision = steps.commits().commit(charged, together);
            if (revision.isPresent()) {
                byte[] bytes = StoredObject.withRevision(encoded.served(), revision.getAsLong());
                return new Written(bytes, Written.How.CREATED);
            }
            if (charged.ops().size() == 1 || resource.cache().snapshot().get(path) != null) {
                throw resource.alreadyExists(name);
            }
        }
        throw resource.conflict(name, "Operation cannot be fulfilled: too many writes are charged to one quota");
    }
}
