package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.Optional;

/** An APIService: who serves a version of a group. */
record Registration(ObjectNode tree) {

    static final String GROUP = "apiregistration.k8s.io";
    static final String PLURAL = "apiservices";
    static final String MANAGED = "kube-aggregator.kubernetes.io/automanaged";

    private static final int HTTPS = 443;

    static Registration of(CachedObject stored) {
        return new Registration(StoredObject.decode(stored.bytes()));
    }

    String name() {
        return Trees.text(tree, "metadata.name");
    }

    JsonNode spec() {
        return tree.path("spec");
    }

    String group() {
        return Trees.text(spec(), "group");
    }

    String version() {
        return Trees.text(spec(), "version");
    }

    /** {@code GROUP/VERSION}. */
    String groupVersion() {
        return group() + "/" + version();
    }

    /** Whether another server answers. */
    boolean isRemote() {
        return spec().path("service").isObject() && !group().isEmpty();
    }

    /** Whether this server is meant. */
    boolean isLocal() {
        return !isRemote() && !version().isEmpty();
    }

    String serviceNamespace() {
        return Trees.text(spec(), "service.namespace");
    }

    String serviceName() {
        return Trees.text(spec(), "service.name");
    }

    int servicePort() {
        return spec().path("service").path("port").asInt(HTTPS);
    }

    /** How it is kept up to date by this server: {@code true}, {@code onstart}, or empty for not at all. */
    String managed() {
        return tree.path("metadata").path("labels").path(MANAGED).asText("");
    }

    Optional<JsonNode> condition() {
        return tree.path("status")
                .path("conditions")
                .valueStream()
                .filter(c -> c.path("type").asText().equals(Verdict.AVAILABLE))
                .findFirst();
    }

    boolean isAvailable() {
        return condition().filter(c -> c.path("status").asText().equals("True")).isPresent();
    }
}
