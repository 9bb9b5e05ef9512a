package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Secrets: plain values are taken in and kept encoded; some types need certain keys. */
final class SecretStrategy implements Strategy {

    private static final Map<String, List<String>> NEEDED = Map.of(
            "kubernetes.io/dockercfg", List.of(".dockercfg"),
            "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
            "kubernetes.io/ssh-auth", List.of("ssh-privatekey"),
            "kubernetes.io/tls", List.of("tls.crt", "tls.key"));

    @Override
    public void defaults(ObjectNode object) {
        if (object.remove("stringData") instanceof ObjectNode plain && !plain.isEmpty()) {
            ObjectNode data = Trees.object(object, "data");
            plain.properties().forEach(e -> data.put(e.getKey(), encode(e.getValue())));
        }
    }

    private static String encode(JsonNode value) {
        return Base64.getEncoder().encodeToString(value.asText().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        KeyedData.validate(object, problems);
        String type = Trees.text(object, "type");
        for (String key : NEEDED.getOrDefault(type, List.of())) {
            if (!object.path("data").has(key)) {
                problems.required("data[" + key + "]");
            }
        }
        if (type.equals("kubernetes.io/basic-auth")
                && !object.path("data").has("username")
                && !object.path("data").has("password")) {
            problems.required("data[username]");
            problems.required("data[password]");
        }
        if (type.equals("kubernetes.io/service-account-token")
                && Trees.isBlank(
                        Trees.metadata(object).path("annotations").path("kubernetes.io/service-account.name"))) {
            problems.required("metadata.annotations[kubernetes.io/service-account.name]");
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        KeyedData.validateImmutable(next, previous, problems);
    }
}
