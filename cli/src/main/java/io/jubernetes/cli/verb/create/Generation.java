package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.apply.LastApplied;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.session.Session;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all generators have in common: flags, and the way to the server. */
final class Generation {

    @Mixin
    private ResultOptions result = new ResultOptions();

    @Option(names = "--save-config", description = "Keep the manifest in the object, so that it can be applied later.")
    private boolean saveConfig;

    private final Session session;

    Generation(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** The beginning of an object. */
    static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = Json.object();
        object.put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** Creates an object and says so. @param called in the message of a refusal; empty for the refusal itself */
    int create(ObjectNode object, String called) {
        ApiResource resource = session.discovery()
                .ofKind(object.path("apiVersion").asText(), object.path("kind").asText());
        String namespace = resource.namespaced() ? session.namespace() : "";
        if (!namespace.isEmpty() && session.namespaceGiven()) {
            ((ObjectNode) object.path("metadata")).put("namespace", namespace);
        }
        ObjectNode sent = saveConfig ? LastApplied.annotated(object) : object;
        result.print(session, Located.of(resource, send(sent, resource.path(namespace), called)), "created");
        return 0;
    }

    private ObjectNode send(ObjectNode object, String path, String called) {
        if (result.dryRun() == DryRun.CLIENT) {
            return object;
        }
        try {
            return session.server().send("POST", path, result.query("kubectl-create"), object);
        } catch (ApiException e) {
            throw called.isEmpty() || !e.details().causes().isEmpty()
                    ? e
                    : new CommandException("error: failed to create " + called + ": " + e.getMessage());
        }
    }
}
