package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;

/** The rules of who may do everything. */
final class EverythingRules {

    static final List<JsonNode> LIST = List.of(resources(), paths());

    private EverythingRules() {}

    private static ObjectNode resources() {
        ObjectNode rule = Json.object();
        rule.putArray("verbs").add("*");
        rule.putArray("apiGroups").add("*");
        rule.putArray("resources").add("*");
        return rule;
    }

    private static ObjectNode paths() {
        ObjectNode rule = Json.object();
        rule.putArray("verbs").add("*");
        rule.putArray("nonResourceURLs").add("*");
        return rule;
    }
}
