package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Applied;
import io.jubernetes.apimachinery.fieldmanagement.Shape;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.registry.FieldManagement.Via;
import io.jubernetes.apiserver.registry.ObjectVerbs.Place;
import io.jubernetes.apiserver.registry.Updater.Way;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.GenericRules;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The {@code Scale} of a workload: how many replicas are wanted and there, and nothing else. */
final class ScaleSubresource {

    private final FieldManagement fields;
    private final Updater updater;
    private final Rendering rendering;

    ScaleSubresource(FieldManagement fields, Updater updater, Rendering rendering) {
        this.fields = fields;
        this.updater = updater;
        this.rendering = rendering;
    }

    ApiResponse handle(String verb, Resource resource, Place place, RequestContext context) {
        return switch (verb) {
            case "get" -> get(resource, place, context.request());
            case "update" -> {
                ObjectNode sent = BodyDecoder.decode(context.request()).object();
                ObjectForm.requireKind(apiVersion(resource), "Scale", sent);
                yield change(write(resource, place, context, "UpdateOptions"), scale -> sent.deepCopy());
            }
            default -> patch(write(resource, place, context, "PatchOptions"));
        };
    }

    private static Subresource form(Resource resource) {
        return Objects.requireNonNull(resource.type().subresource("scale"));
    }

    private static String apiVersion(Resource resource) {
        return form(resource).group() + "/" + form(resource).version();
    }

    private static Write write(Resource resource, Place place, RequestContext context, String options) {
        WriteOptions parsed = WriteOptions.parse(context.request().query(), options);
        return new Write(resource, place.namespace(), place.name(), parsed, context);
    }

    private ApiResponse patch(Write write) {
        ApiRequest request = write.context().request();
        if (Patches.isApply(request)) {
            return apply(write);
        }
        Resource resource = write.resource();
        String type = form(resource).schemaType();
        return change(write, Patches.parse(request, resource.content().schema(), type));
    }

    private ApiResponse get(Resource resource, Place place, ApiRequest request) {
        CachedObject found = resource.cache().snapshot().get(ResourceKeys.path(place.namespace(), place.name()));
        if (found == null) {
            throw resource.notFound(place.name());
        }
        return rendering.scale(scale(resource, resource.decode(found)), request);
    }

    private ApiResponse change(Write write, UnaryOperator<ObjectNode> change) {
        return update(
                write,
                current -> fields.updated(
                        write, via(write), changed(write.resource(), current.deepCopy(), change), current));
    }

    private static Via via(Write write) {
        String[] replicas = write.resource().content().scale().replicas().split("\\.");
        return new Via("scale", apiVersion(write.resource()), FieldScope.inside(FieldSet.of(replicas)));
    }

    /** The configuration of a scale is one of the object, of the one field that it is about. */
    private ApiResponse apply(Write write) {
        write.options().requireManager("PatchOptions");
        Resource resource = write.resource();
        Shape shape = resource.content().shapes().of(form(resource).schemaType());
        ObjectNode config = ApplyConfiguration.read(write, apiVersion(resource) + ", Kind=Scale", shape);
        ObjectNode wanted = Json.object();
        JsonNode replicas = Trees.at(config, "spec.replicas");
        if (!replicas.isMissingNode()) {
            set(wanted, resource.content().scale().replicas(), replicas);
        }
        return update(write, current -> {
            Applied applied = fields.applied(write, via(write), wanted, current);
            ObjectNode next = changed(resource, applied.object(), scale -> {
                Trees.copy(Trees.metadata(config), Trees.metadata(scale), "resourceVersion");
                return scale;
            });
            applied.managed().writeTo(next);
            return next;
        });
    }

    private ApiResponse update(Write write, Updater.Change change) {
        Resource resource = write.resource();
        Way way = new Way(
                GenericRules.main(resource.strategy(), resource.type().subresource("status") != null), "scale", false);
        Written written = updater.update(write, way, change);
        return rendering.tree(
                200,
                scale(resource, StoredObject.decode(written.bytes())),
                write.context().request());
    }

    private static ObjectNode changed(Resource resource, ObjectNode current, UnaryOperator<ObjectNode> change) {
        ObjectNode scale = change.apply(scale(resource, current));
        long replicas = Trees.at(scale, "spec.replicas").asLong(0);
        if (replicas < 0) {
            Problems problems = new Problems();
            problems.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            throw ApiException.invalid("autoscaling", "Scale", Trees.text(current, "metadata.name"), problems.causes());
        }
        set(current, resource.content().scale().replicas(), Json.integer(replicas));
        Trees.metadata(current)
                .set("resourceVersion", Trees.at(scale, "metadata").path("resourceVersion"));
        if (Trees.isAbsent(Trees.at(current, "metadata.resourceVersion"))) {
            Trees.metadata(current).remove("resourceVersion");
        }
        return current;
    }

    private static void set(ObjectNode object, String path, JsonNode value) {
        ObjectNode owner = object;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            owner = Trees.object(owner, names[i]);
        }
        owner.set(names[names.length - 1], value);
    }

    private static ObjectNode scale(Resource resource, ObjectNode object) {
        ScalePaths paths = resource.content().scale();
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", apiVersion(resource));
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            Trees.copy(Trees.metadata(object), metadata, field);
        }
        Trees.putNumber(
                scale.putObject("spec"),
                "replicas",
                Trees.at(object, paths.replicas()).asLong(0));
        ObjectNode status = scale.putObject("status");
        Trees.putNumber(
                status, "replicas", Trees.at(object, paths.statusReplicas()).asLong(0));
        if (!paths.selector().isEmpty()) {
            putSelector(resource, status, Trees.at(object, paths.selector()));
        }
        return scale;
    }

    /** Scales of retired versions have it as a map too, as far as a map can say it. */
    private static void putSelector(Resource resource, ObjectNode status, JsonNode selector) {
        String text = selector(resource, selector);
        if (form(resource).group().equals("autoscaling")) {
            status.put("selector", text);
            return;
        }
        if (Trees.isBlank(selector.path("matchExpressions")) && selector.has("matchLabels")) {
            status.set("selector", selector.get("matchLabels"));
        }
        status.put("targetSelector", text);
    }

    /** Workloads have a selector in parts; custom resources say it as the text that clients send. */
    private static String selector(Resource resource, JsonNode selector) {
        if (!selector.isObject()) {
            return selector.asText("");
        }
        return resource.type().plural().equals("replicationcontrollers")
                ? LabelSelector.ofLabels(Trees.strings(selector)).toString()
                : LabelSelector.of(selector).toString();
    }
}
