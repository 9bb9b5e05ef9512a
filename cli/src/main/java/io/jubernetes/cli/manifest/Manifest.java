package io.jubernetes.cli.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.session.Session;

/**
 * An object that somebody wrote down.
 *
 * @param source where, for messages
 */
public record Manifest(ObjectNode object, String source) {

    /**
     * Where it belongs.
     *
     * @param namespace empty when it is in none
     */
    public record Place(ApiResource resource, String namespace, String name) {

        /** The path of the object. */
        public String path() {
            return resource.path(namespace, name);
        }

        /** The path of all its like. */
        public String collection() {
            return resource.path(namespace);
        }
    }

    public String kind() {
        return object.path("kind").asText("");
    }

    public String apiVersion() {
        return object.path("apiVersion").asText("");
    }

    public String name() {
        return object.path("metadata").path("name").asText("");
    }

    /**
     * Finds its resource and namespace, and writes the namespace into it where it says none.
     *
     * @throws CommandException when the server does not know the kind, or the namespace is not the one of the flag
     */
    public Place place(Session session) {
        ApiResource resource = resource(session);
        if (!resource.namespaced()) {
            return new Place(resource, "", name());
        }
        ObjectNode metadata =
                object.path("metadata") instanceof ObjectNode known ? known : object.putObject("metadata");
        String own = metadata.path("namespace").asText("");
        if (!own.isEmpty() && session.namespaceGiven() && !own.equals(session.namespace())) {
            throw new CommandException("the namespace from the provided object \"" + own
                    + "\" does not match the namespace \"" + session.namespace() + "\". You must pass '--namespace="
                    + own
                    + "' to perform this operation.");
        }
        String namespace = own.isEmpty() ? session.namespace() : own;
        metadata.put("namespace", namespace);
        return new Place(resource, namespace, name());
    }

    private ApiResource resource(Session session) {
        try {
            return session.discovery().ofKind(apiVersion(), kind());
        } catch (CommandException e) {
            throw new CommandException("resource mapping not found for name: \"" + name() + "\" namespace: \""
                    + object.path("metadata").path("namespace").asText("") + "\" from \"" + source + "\": "
                    + e.getMessage());
        }
    }

    /** The refusal with the source of the object in front. @param doing such as {@code creating} */
    public ApiException refused(ApiException refusal, String doing) {
        return new ApiException(
                refusal.reason(),
                refusal.code(),
                "error when " + doing + " \"" + source + "\": " + refusal.getMessage(),
                refusal.details());
    }
}
