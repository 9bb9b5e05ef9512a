package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a schema within a junctor must not say, because it is no rule about values. */
final class NestedCheck {

    private static final Map<String, String> FORBIDDEN = new LinkedHashMap<>();

    static {
        for (String text : List.of("type", "title", "description", Extensions.LIST_KEYS, Extensions.RULES)) {
            FORBIDDEN.put(text, "must be empty to be structural");
        }
        for (String value :
                List.of("additionalProperties", "default", "externalDocs", Extensions.LIST_TYPE, Extensions.MAP_TYPE)) {
            FORBIDDEN.put(value, "must be undefined to be structural");
        }
        for (String flag : List.of("nullable", Extensions.PRESERVE, Extensions.EMBEDDED, Extensions.INT_OR_STRING)) {
            FORBIDDEN.put(flag, "must be false to be structural");
        }
    }

    private NestedCheck() {}

    static void check(String path, JsonNode schema, List<StatusCause> causes) {
        FORBIDDEN.forEach((name, detail) -> {
            JsonNode said = schema.path(name);
            boolean nothing = said.isMissingNode()
                    || said.isNull()
                    || said.isTextual() && said.textValue().isEmpty()
                    || said.isArray() && said.isEmpty()
                    || detail.contains("false") && !said.asBoolean(false);
            if (!nothing) {
                causes.add(Causes.forbidden(path + "." + name, detail));
            }
        });
        if (schema.path("properties").has("metadata")) {
            causes.add(Causes.forbidden(path + ".properties[metadata]", "must not be specified in a nested context"));
        }
    }
}
