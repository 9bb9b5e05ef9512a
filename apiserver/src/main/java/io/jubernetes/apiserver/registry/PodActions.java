package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.pipeline.StatusBody;
import io.jubernetes.apiserver.registry.ObjectVerbs.Place;
import io.jubernetes.apiserver.registry.Updater.Way;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What is done to pods by posting to them: binding to a node, eviction. */
final class PodActions {

    private final Environment environment;
    private final Updater updater;
    private final Rendering rendering;
    private final DisruptionBudgets budgets;

    PodActions(Environment environment, Updater updater, Rendering rendering, DisruptionBudgets budgets) {
        this.environment = environment;
        this.budgets = budgets;
        this.updater = updater;
        this.rendering = rendering;
    }

    /** @param place of the pod; its name is empty when the binding says it */
    ApiResponse bind(Resource pods, Place place, RequestContext context) {
        WriteOptions options = WriteOptions.parse(context.request().query(), "CreateOptions");
        ObjectNode binding = BodyDecoder.decode(context.request()).object();
        ObjectForm.requireKind("v1", "Binding", binding);
        String name = place.name().isEmpty() ? Trees.text(binding, "metadata.name") : place.name();
        String node = Trees.text(binding, "target.name");
        requireTarget(binding, name, node);
        Write write = new Write(pods, place.namespace(), name, options, context);
        updater.update(write, new Way(BINDING, "binding", false), pod -> bound(pods, pod, binding, node));
        return rendering.tree(201, success(), context.request());
    }

    private static void requireTarget(ObjectNode binding, String name, String node) {
        Problems problems = new Problems();
        String kind = Trees.text(binding, "target.kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            problems.notSupported("target.kind", kind, List.of("Node", "<empty>"));
        }
        if (node.isEmpty()) {
            problems.required("target.name");
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid("", "Binding", name, problems.causes());
        }
    }

    private ObjectNode bound(Resource pods, ObjectNode pod, ObjectNode binding, String node) {
        String name = Trees.text(pod, "metadata.name");
        String uid = Trees.text(binding, "metadata.uid");
        if (!uid.isEmpty() && !uid.equals(Trees.text(pod, "metadata.uid"))) {
            throw pods.conflict(
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                            + Trees.text(pod, "metadata.uid"));
        }
        if (!Trees.isAbsent(Trees.at(pod, "metadata.deletionTimestamp"))) {
            throw bindingConflict(name, "pod " + name + " is being deleted, cannot be assigned to a host");
        }
        String bound = Trees.text(pod, "spec.nodeName");
        if (!bound.isEmpty()) {
            throw bindingConflict(name, "pod " + name + " is already assigned to node \"" + bound + "\"");
        }
        Trees.object(pod, "spec").put("nodeName", node);
        binding.path("metadata")
                .path("annotations")
                .properties()
                .forEach(annotation -> Trees.object(Trees.metadata(pod), "annotations")
                        .set(annotation.getKey(), annotation.getValue()));
        Trees.metadata(pod).remove("resourceVersion");
        markScheduled(pod);
        return pod;
    }

    private static ApiException bindingConflict(String name, String why) {
        return ApiException.conflict("", "pods/binding", name, why);
    }

    private void markScheduled(ObjectNode pod) {
        var conditions = Trees.list(Trees.object(pod, "status"), "conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (Trees.text(conditions.get(i), "type").equals("PodScheduled")) {
                conditions.remove(i);
            }
        }
        conditions
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .putNull("lastProbeTime")
                .put(
                        "lastTransitionTime",
                        environment.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Evicts a pod: a deletion that disruption budgets may refuse. */
    ApiResponse evict(Resource pods, Place place, ObjectVerbs objects, RequestContext context) {
        ObjectNode eviction = BodyDecoder.decode(context.request()).object();
        ObjectForm.requireKind("policy/v1", "Eviction", eviction);
        String named = Trees.text(eviction, "metadata.name");
        if (!named.isEmpty() && !named.equals(place.name())) {
            throw ApiException.badRequest("name in URL does not match name in Eviction object: \"" + named + "\"");
        }
        ObjectNode options = eviction.path("deleteOptions") instanceof ObjectNode given ? given : Json.object();
        options.remove("kind");
        DeleteOptions parsed = DeleteOptions.parse(options, context.request().query());
        CachedObject pod = pods.cache().snapshot().get(ResourceKeys.path(place.namespace(), place.name()));
        if (pod == null) {
            throw pods.notFound(place.name());
        }
        budgets.spend(StoredObject.decode(pod.bytes()), place, parsed.dryRun(), context);
        objects.delete(pods, place, parsed, context);
        return rendering.tree(201, success(), context.request());
    }

    private static ObjectNode success() {
        ObjectNode status = StatusBody.success("", "", "", null);
        status.remove("details");
        return status.put("code", 201);
    }

    /** Whoever may bind may set the node: nothing is taken back, and nothing else was changed. */
    private static final UpdateRule BINDING = new UpdateRule() {
        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            // made from the previous state by ourselves
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            // checked before
        }
    };
}
