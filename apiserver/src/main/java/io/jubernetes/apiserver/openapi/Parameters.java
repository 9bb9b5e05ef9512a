package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;

/** The parameters of operations. */
final class Parameters {

    private static final List<String> WRITE = List.of("dryRun", "fieldManager", "fieldValidation");
    private static final List<String> DELETE = List.of(
            "dryRun",
            "gracePeriodSeconds:integer",
            "ignoreStoreReadErrorWithClusterBreakingPotential:boolean",
            "orphanDependents:boolean",
            "propagationPolicy");
    private static final List<String> LIST = List.of(
            "allowWatchBookmarks:boolean",
            "continue",
            "fieldSelector",
            "labelSelector",
            "limit:integer",
            "resourceVersion",
            "resourceVersionMatch",
            "sendInitialEvents:boolean",
            "timeoutSeconds:integer",
            "watch:boolean");

    private final Dialect dialect;

    Parameters(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The query parameters of a verb. */
    ArrayNode query(String verb) {
        List<String> names = switch (verb) {
            case "create", "update" -> WRITE;
            case "patch" -> List.of("dryRun", "fieldManager", "fieldValidation", "force:boolean");
            case "delete", "deletecollection" -> DELETE;
            case "list" -> LIST;
            default -> List.of();
        };
        ArrayNode all = Json.mapper().createArrayNode();
        names.forEach(name -> all.add(parameter("query", name)));
        return all;
    }

    /** The parameters that stand in a path, and the one that every operation takes. */
    ArrayNode path(String path) {
        ArrayNode all = Json.mapper().createArrayNode();
        for (String name : List.of("name", "namespace", "path")) {
            if (path.contains("{" + name + "}")) {
                all.add(parameter("path", name).put("required", true));
            }
        }
        return all.add(parameter("query", "pretty"));
    }

    private ObjectNode parameter(String in, String nameAndType) {
        int colon = nameAndType.indexOf(':');
        String name = colon < 0 ? nameAndType : nameAndType.substring(0, colon);
        ObjectNode parameter = Json.object().put("name", name).put("in", in);
        ObjectNode type = dialect == Dialect.V2 ? parameter : parameter.putObject("schema");
        type.put("type", colon < 0 ? "string" : nameAndType.substring(colon + 1))
                .put("uniqueItems", true);
        return parameter;
    }
}
