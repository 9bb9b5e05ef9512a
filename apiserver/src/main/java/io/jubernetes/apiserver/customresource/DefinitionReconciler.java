package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.definition.Approval;
import io.jubernetes.apiserver.definition.Conditions;
import io.jubernetes.apiserver.definition.Conditions.Condition;
import io.jubernetes.apiserver.definition.Finalizer;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings definitions on their way: gives them names, says that they are served, and takes their objects away in the end. */
final class DefinitionReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionReconciler.class);

    private final Environment environment;
    private final Registry registry;
    private final OwnRequests requests;
    private final List<ResourceType> builtIn;

    /** @param builtIn what is served without definitions: their names are taken */
    DefinitionReconciler(Environment environment, Registry registry, OwnRequests requests, List<ResourceType> builtIn) {
        this.environment = environment;
        this.registry = registry;
        this.requests = requests;
        this.builtIn = List.copyOf(builtIn);
    }

    /**
     * Takes the next step of each. What this server serves was settled before by the same definitions.
     *
     * @return whether to come again without a change
     */
    boolean reconcile(List<Definition> definitions) {
        boolean again = false;
        // what is settled in this round counts for those that follow
        List<Definition> settled = new ArrayList<>(definitions);
        for (int i = 0; i < settled.size(); i++) {
            try {
                again |= step(settled, i);
            } catch (RuntimeException broken) {
                // what is wrong with one must not keep the others
                LOG.error(
                        "a definition cannot be brought on its way; name={}",
                        settled.get(i).name(),
                        broken);
                again = true;
            }
        }
        return again;
    }

    private boolean step(List<Definition> settled, int index) {
        Definition definition = settled.get(index);
        if (definition.isTerminating()) {
            return definition.hasFinalizer() && finish(definition);
        }
        ObjectNode next = established(definition, settled);
        settled.set(index, new Definition(definition.source(), next));
        return !write(definition, next);
    }

    private ObjectNode established(Definition definition, List<Definition> all) {
        ObjectNode next = definition.tree().deepCopy();
        new NameClaims(definition, all, builtIn).settle(next, environment.now());
        Approval.settle(next, environment.now());
        if (definition.is(Conditions.NAMES_ACCEPTED) && !definition.is(Conditions.ESTABLISHED)) {
            Condition established = new Condition(
                    Conditions.ESTABLISHED, true, "InitialNamesAccepted", "the initial names have been accepted");
            Conditions.set(next, established, environment.now());
        }
        return next;
    }

    private boolean write(Definition definition, ObjectNode next) {
        if (next.equals(definition.tree())) {
            return true;
        }
        // the rest of the definition is not written, but must be there
        ObjectNode whole = StoredObject.decode(definition.source().bytes());
        whole.set("status", next.path("status"));
        whole.set("metadata", next.path("metadata").deepCopy());
        return requests.putStatus(definition.name(), whole);
    }

    /** @return whether objects are left */
    private boolean finish(Definition definition) {
        ObjectNode next = definition.tree().deepCopy();
        if (!definition.is(Conditions.ESTABLISHED)) {
            return !done(definition, next, "NeverEstablished", "resource was never established");
        }
        List<CachedObject> left = List.copyOf(
                registry.snapshot(definition.group(), definition.plural()).all(""));
        if (left.isEmpty()) {
            return !done(definition, next, "InstanceDeletionCompleted", "removed all instances");
        }
        Optional<String> problem = delete(definition, left);
        String reason = problem.isEmpty() ? "InstanceDeletionInProgress" : "InstanceDeletionFailed";
        String message = problem.map(why -> "could not issue all deletes: " + why)
                .orElse("CustomResource deletion is in progress");
        Conditions.set(next, new Condition(Conditions.TERMINATING, true, reason, message), environment.now());
        write(definition, next);
        return true;
    }

    private boolean done(Definition definition, ObjectNode next, String reason, String message) {
        Conditions.set(next, new Condition(Conditions.TERMINATING, false, reason, message), environment.now());
        Finalizer.remove(next);
        return write(definition, next);
    }

    private Optional<String> delete(Definition definition, List<CachedObject> left) {
        String root = "/apis/" + definition.group() + "/"
                + new VersionTypes(definition).served().getFirst().path("name").asText() + "/";
        TreeSet<String> namespaces = new TreeSet<>();
        left.forEach(object -> namespaces.add(object.namespace()));
        Optional<String> problem = Optional.empty();
        for (String namespace : namespaces) {
            String within = namespace.isEmpty() ? "" : "namespaces/" + namespace + "/";
            Optional<String> refused = requests.delete(root + within + definition.plural());
            problem = refused.isPresent() ? refused : problem;
        }
        return problem;
    }
}
