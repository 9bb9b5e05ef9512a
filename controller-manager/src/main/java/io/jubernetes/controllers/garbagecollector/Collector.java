package io.jubernetes.controllers.garbagecollector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.ServedResource;
import io.jubernetes.controllers.garbagecollector.Verdict.OwnerState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one object of the graph. The graph only suggests; before anything is deleted the server is asked, and every write is
 * bound to the state that was read, so a graph that is behind never costs an object its life.
 */
final class Collector implements Reconciler {

    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(5);

    private final OwnershipGraph graph;
    private final Kinds kinds;
    private final Consumer<Collection<String>> attention;

    Collector(OwnershipGraph graph, Kinds kinds, Consumer<Collection<String>> attention) {
        this.graph = graph;
        this.kinds = kinds;
        this.attention = attention;
    }

    /** @param key its name is the object's uid */
    @Override
    public Result reconcile(Key key) {
        View view = graph.view(key.name());
        ServedResource resource =
                view == null ? null : kinds.find(view.id().group(), view.id().kind());
        if (view == null) {
            return Result.done();
        }
        if (resource == null) {
            // an owner of a kind that is new here; it may be gone before the kind is known
            return Result.requeueAfter(UNTIL_KNOWN);
        }
        if (resource.namespaced() && view.id().namespace().isEmpty()) {
            // an object without namespace names an owner that has one: nothing can be said of that owner
            return Result.done();
        }
        Optional<ObjectMetadata> fresh = kinds.read(resource, view.id());
        if (fresh.isEmpty() || !fresh.get().uid().equals(view.id().uid())) {
            attention.accept(graph.gone(view.id().uid()));
        } else if (view.observed()) {
            Verdict verdict = Verdict.of(view, fresh.get(), owner -> state(owner, fresh.get()));
            carryOut(verdict, resource, fresh.get());
        }
        return Result.done();
    }

    private OwnerState state(OwnerReference owner, ObjectMetadata dependent) {
        ServedResource resource = kinds.find(ObjectId.groupOf(owner.getApiVersion()), owner.getKind());
        if (resource == null || (resource.namespaced() && dependent.namespace().isEmpty())) {
            return OwnerState.UNKNOWABLE;
        }
        View known = graph.view(owner.getUid());
        if (known != null && known.observed() && isThatOne(known.id(), owner, resource, dependent)) {
            return known.isDeletingDependents() ? OwnerState.WAITING : OwnerState.PRESENT;
        }
        ObjectId id =
                new ObjectId(resource.group(), owner.getKind(), dependent.namespace(), owner.getName(), owner.getUid());
        return kinds.read(resource, id)
                .filter(fresh -> fresh.uid().equals(owner.getUid()))
                .map(fresh -> fresh.isBeingDeleted() && fresh.hasFinalizer(OwnershipGraph.FOREGROUND)
                        ? OwnerState.WAITING
                        : OwnerState.PRESENT)
                .orElse(OwnerState.ABSENT);
    }

    private static boolean isThatOne(
            ObjectId id, OwnerReference owner, ServedResource resource, ObjectMetadata dependent) {
        return id.name().equals(owner.getName())
                && id.kind().equals(owner.getKind())
                && (!resource.namespaced() || id.namespace().equals(dependent.namespace()));
    }

    private void carryOut(Verdict verdict, ServedResource resource, ObjectMetadata object) {
        switch (verdict) {
            case Verdict.Keep _ -> {}
            case Verdict.LookAt(List<String> uids) -> attention.accept(uids);
            case Verdict.RemoveFinalizer(String finalizer) -> removeFinalizer(resource, object, finalizer);
            case Verdict.DropOwners(List<String> uids) -> dropOwners(resource, object, uids);
            case Verdict.Orphan(List<ObjectId> dependents) -> {
                dependents.forEach(dependent -> letGo(dependent, object.uid()));
                removeFinalizer(resource, object, OwnershipGraph.ORPHAN);
            }
            case Verdict.Delete(String policy, boolean unblock) -> delete(resource, object, policy, unblock);
        }
    }

    private void letGo(ObjectId dependent, String owner) {
        ServedResource resource = kinds.find(dependent.group(), dependent.kind());
        Optional<ObjectMetadata> fresh = resource == null ? Optional.empty() : kinds.read(resource, dependent);
        if (resource != null && fresh.isPresent() && fresh.get().uid().equals(dependent.uid())) {
            dropOwners(resource, fresh.get(), List.of(owner));
        }
    }

    private void dropOwners(ServedResource resource, ObjectMetadata object, List<String> uids) {
        List<OwnerReference> rest = object.ownerReferences().stream()
                .filter(owner -> !uids.contains(owner.getUid()))
                .toList();
        if (rest.size() < object.ownerReferences().size()) {
            setOwners(resource, object, rest);
        }
    }

    private @Nullable ObjectMetadata setOwners(
            ServedResource resource, ObjectMetadata object, List<OwnerReference> owners) {
        ObjectNode patch = patchOf(object);
        ArrayNode list = patch.withObjectProperty("metadata").putArray("ownerReferences");
        owners.forEach(owner -> list.add(KubernetesJson.toTree(owner)));
        return patch(resource, object, patch);
    }

    private void removeFinalizer(ServedResource resource, ObjectMetadata object, String finalizer) {
        ObjectNode patch = patchOf(object);
        ArrayNode list = patch.withObjectProperty("metadata").putArray("finalizers");
        object.finalizers().stream().filter(f -> !f.equals(finalizer)).forEach(list::add);
        patch(resource, object, patch);
    }

    private void delete(ServedResource resource, ObjectMetadata object, String policy, boolean unblock) {
        ObjectMetadata current = object;
        if (unblock) {
            List<OwnerReference> unblocked = object.ownerReferences().stream()
                    .map(owner -> new OwnerReferenceBuilder(owner)
                            .withBlockOwnerDeletion(false)
                            .build())
                    .toList();
            current = Objects.requireNonNullElse(setOwners(resource, object, unblocked), object);
        }
        DeleteOptions options = DeleteOptions.DEFAULT
                .propagation(policy)
                .ifUid(current.uid())
                .ifResourceVersion(current.resourceVersion());
        try {
            kinds.objects(resource).delete(namespace(resource, current), current.name(), options);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    /** Null when the object is gone: then there is nothing to change. */
    private @Nullable ObjectMetadata patch(ServedResource resource, ObjectMetadata object, ObjectNode patch) {
        try {
            return kinds.objects(resource).patch(namespace(resource, object), object.name(), PatchType.MERGE, patch);
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String namespace(ServedResource resource, ObjectMetadata object) {
        return resource.namespaced() ? object.namespace() : null;
    }

    private static ObjectNode patchOf(ObjectMetadata object) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", object.uid()).put("resourceVersion", object.resourceVersion());
        return patch;
    }
}
