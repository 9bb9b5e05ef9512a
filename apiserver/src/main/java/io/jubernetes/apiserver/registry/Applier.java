package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.fieldmanagement.LastApplied;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Applied;
import io.jubernetes.apiserver.registry.FieldManagement.Via;
import io.jubernetes.apiserver.registry.ObjectVerbs.Writers;
import io.jubernetes.apiserver.registry.Updater.Way;
import io.jubernetes.apiserver.registry.WriteOptions.Strictness;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.Trees;

/** Server-side apply: makes an object what a configuration says, as far as it says anything; creates it when it is not there. */
final class Applier {

    /** Creations and deletions that may come in between. */
    private static final int ATTEMPTS = 10;

    private final ObjectForm form;
    private final FieldManagement fields;
    private final Writers writers;

    Applier(ObjectForm form, FieldManagement fields, Writers writers) {
        this.form = form;
        this.fields = fields;
        this.writers = writers;
    }

    Written apply(Write write, String subresource, UpdateRule rule) {
        write.options().requireManager("PatchOptions");
        ObjectNode config = ApplyConfiguration.read(write, write.resource().shape());
        Via via = new Via(subresource, write.resource().type().apiVersion(), rule.scope());
        for (int attempt = 1; ; attempt++) {
            boolean there = write.isStored() || !subresource.isEmpty();
            try {
                return there ? update(write, via, rule, config) : create(write, via, config);
            } catch (ApiException refusal) {
                if (attempt == ATTEMPTS || !isRace(refusal) || write.isStored() == there || !subresource.isEmpty()) {
                    throw refusal;
                }
            }
        }
    }

    private static boolean isRace(ApiException refusal) {
        return refusal.is(StatusReason.NotFound) || refusal.is(StatusReason.AlreadyExists);
    }

    private Written update(Write write, Via via, UpdateRule rule, ObjectNode config) {
        Way way = new Way(rule, via.subresource(), false);
        return writers.updater().update(write, way, current -> {
            // only a configuration that names a revision is meant for that one
            Trees.metadata(current).remove("resourceVersion");
            return complete(write, config, fields.applied(write, via, config, current));
        });
    }

    private Written create(Write write, Via via, ObjectNode config) {
        String uid = Trees.text(config, "metadata.uid");
        if (!uid.isEmpty()) {
            throw write.resource()
                    .conflict(
                            write.name(),
                            "uid mismatch: the provided object specified uid " + uid
                                    + ", and no existing object was found");
        }
        ObjectNode object = complete(write, config, fields.applied(write, via, config, Trees.empty()));
        Trees.putIfAbsent(Trees.metadata(object), "name", write.name());
        return writers.creator().create(write, object);
    }

    private ObjectNode complete(Write write, ObjectNode config, Applied applied) {
        ObjectNode object = applied.object();
        LastApplied.note(object, config, write.options().fieldManager());
        form.complete(write.resource(), BodyDecoder.of(object), Strictness.IGNORE, write.context()::warn);
        applied.managed().writeTo(object);
        return object;
    }
}
