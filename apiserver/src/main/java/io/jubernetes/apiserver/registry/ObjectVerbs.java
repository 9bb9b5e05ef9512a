package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apiserver.pipeline.StatusBody;
import io.jubernetes.apiserver.registry.FieldManagement.Via;
import io.jubernetes.apiserver.registry.Updater.Way;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.GenericRules;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The verbs on one object and its plain subresources, from request to answer. */
final class ObjectVerbs {

    private final ObjectForm form = new ObjectForm();
    private final FieldManagement fields;
    private final Applier applier;
    private final Lister reader;
    private final Writers writers;
    private final Rendering rendering;

    ObjectVerbs(FieldManagement fields, Lister reader, Writers writers, Rendering rendering) {
        this.fields = fields;
        this.applier = new Applier(form, fields, writers);
        this.reader = reader;
        this.writers = writers;
        this.rendering = rendering;
    }

    /** What changes the store. */
    record Writers(Creator creator, Updater updater, Deleter deleter) {}

    ApiResponse get(Resource resource, String path, RequestContext context) {
        CachedObject found = reader.get(resource, path, context.request().query());
        return rendering.object(200, resource.type(), found.bytes(), context.request());
    }

    ApiResponse create(Resource resource, String namespace, RequestContext context) {
        Rendering.wanted(resource.type(), context.request());
        Write write = write(resource, namespace, "", "CreateOptions", context);
        DecodedObject decoded = BodyDecoder.decode(context.request());
        form.complete(resource, decoded, write.options().strictness(), context::warn);
        Written written = create(write, decoded.object());
        return rendering.object(201, resource.type(), written.bytes(), context.request());
    }

    private Written create(Write write, ObjectNode object) {
        fields.created(write, via(write, new Way(rule(write.resource(), ""), "", false)), object);
        return writers.creator().create(write, object);
    }

    ApiResponse update(Resource resource, Place place, RequestContext context) {
        Rendering.wanted(resource.type(), context.request());
        Write write = write(resource, place.namespace(), place.name(), "UpdateOptions", context);
        DecodedObject decoded = BodyDecoder.decode(context.request());
        form.complete(resource, decoded, write.options().strictness(), context::warn);
        ObjectNode sent = decoded.object();
        requireName(place.name(), sent);
        if (place.subresource().isEmpty() && createsInstead(write)) {
            Trees.metadata(sent).remove("resourceVersion");
            Written created = create(write, sent);
            return rendering.object(201, resource.type(), created.bytes(), context.request());
        }
        boolean needsRevision = !resource.strategy().updatesUnconditionally();
        Way way = new Way(rule(resource, place.subresource()), place.subresource(), needsRevision);
        Written written = writers.updater()
                .update(write, way, current -> fields.updated(write, via(write, way), sent.deepCopy(), current));
        return rendering.object(200, resource.type(), written.bytes(), context.request());
    }

    private static boolean createsInstead(Write write) {
        return write.resource().strategy().createsOnUpdate() && !write.isStored();
    }

    private static void requireName(String name, ObjectNode sent) {
        String named = Trees.text(sent, "metadata.name");
        if (named.isEmpty()) {
            throw ApiException.badRequest("name must be provided");
        }
        if (!named.equals(name)) {
            throw ApiException.badRequest(
                    "the name of the object (" + named + ") does not match the name on the URL (" + name + ")");
        }
    }

    ApiResponse patch(Resource resource, Place place, RequestContext context) {
        Rendering.wanted(resource.type(), context.request());
        Write write = write(resource, place.namespace(), place.name(), "PatchOptions", context);
        UpdateRule rule = rule(resource, place.subresource());
        Written written = Patches.isApply(context.request())
                ? applier.apply(write, place.subresource(), rule)
                : patch(write, new Way(rule, place.subresource(), false));
        int status = written.how() == Written.How.CREATED ? 201 : 200;
        return rendering.object(status, resource.type(), written.bytes(), context.request());
    }

    private Written patch(Write write, Way way) {
        RequestContext context = write.context();
        UnaryOperator<ObjectNode> patch = Patches.parse(context.request(), write.resource());
        return writers.updater().update(write, way, current -> {
            ObjectNode patched = patch.apply(current);
            complete(write, patched, () -> patch.apply(current));
            return fields.updated(write, via(write, way), patched, current);
        });
    }

    private void complete(Write write, ObjectNode patched, Supplier<ObjectNode> asPatched) {
        RequestContext context = write.context();
        try {
            form.complete(
                    write.resource(), BodyDecoder.of(patched), write.options().strictness(), context::warn);
        } catch (ApiException refusal) {
            throw RefusedPatch.of(context.request(), write.resource(), asPatched.get(), refusal);
        }
    }

    private static Via via(Write write, Way way) {
        return new Via(
                way.subresource(),
                write.resource().type().apiVersion(),
                way.rule().scope());
    }

    ApiResponse delete(Resource resource, Place place, RequestContext context) {
        ApiRequest request = context.request();
        DeleteOptions options = DeleteOptions.parse(BodyDecoder.optional(request), request.query());
        Written written = delete(resource, place, options, context);
        if (written.how() != Written.How.DELETED || resource.strategy().returnsDeleted()) {
            return rendering.object(200, resource.type(), written.bytes(), request);
        }
        String uid = Trees.text(StoredObject.decode(written.bytes()), "metadata.uid");
        return rendering.tree(
                200, StatusBody.success(resource.type().group(), resource.type().plural(), place.name(), uid), request);
    }

    Written delete(Resource resource, Place place, DeleteOptions options, RequestContext context) {
        Write write = new Write(
                resource,
                place.namespace(),
                place.name(),
                new WriteOptions(options.dryRun(), WriteOptions.Strictness.IGNORE, ""),
                context);
        return writers.deleter().delete(write, options);
    }

    /** Where an object is, and through which of its paths it is used. @param subresource empty for the object itself */
    record Place(String namespace, String name, String subresource) {}

    private static Write write(
            Resource resource, String namespace, String name, String options, RequestContext context) {
        WriteOptions parsed = WriteOptions.parse(context.request().query(), options);
        return new Write(resource, namespace, name, parsed, context);
    }

    private static UpdateRule rule(Resource resource, String subresource) {
        if (subresource.isEmpty()) {
            return GenericRules.main(resource.strategy(), resource.type().subresource("status") != null);
        }
        UpdateRule particular = resource.strategy().rule(subresource);
        return particular == null ? GenericRules.status() : particular;
    }
}
