package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.surface.ServedTypes;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import io.jubernetes.apiserver.surface.ServedTypes.PrinterColumn;
import io.jubernetes.apiserver.surface.TableConvertor;
import io.jubernetes.apiserver.table.HumanDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Tables with the columns that definitions ask for. */
public final class PrinterTables implements TableConvertor {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_PATHS = 10_000;
    private static final ObjectNode NAME = NODES.objectNode()
            .put("name", "Name")
            .put("type", "string")
            .put("format", "name")
            .put(
                    "description",
                    "Name must be unique within a namespace. Is required when creating resources, although some"
                            + " resources may allow a client to request the generation of an appropriate name"
                            + " automatically. Name is primarily intended for creation idempotence and configuration"
                            + " definition. Cannot be updated. More info:"
                            + " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names")
            .put("priority", 0);

    private final Supplier<ServedTypes> types;
    private final TableConvertor builtIn;
    private final Environment environment;
    private final Map<String, JsonPath> paths = new ConcurrentHashMap<>();

    /** @param builtIn makes the tables of Kubernetes' own kinds */
    public PrinterTables(Supplier<ServedTypes> types, TableConvertor builtIn, Environment environment) {
        this.types = types;
        this.builtIn = builtIn;
        this.environment = environment;
    }

    @Override
    public ArrayNode columnDefinitions(ApiGroupVersion api, String kind) {
        CustomType custom = types.get().custom(api.group(), api.version(), kind);
        if (custom == null) {
            return builtIn.columnDefinitions(api, kind);
        }
        ArrayNode definitions = NODES.arrayNode().add(NAME.deepCopy());
        custom.columns().forEach(column -> definitions.add(definition(column)));
        return definitions;
    }

    private static ObjectNode definition(PrinterColumn column) {
        String said = column.description();
        String description =
                said.isEmpty() ? "Custom resource definition column (in JSONPath format): " + column.jsonPath() : said;
        return NODES.objectNode()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.format())
                .put("description", description)
                .put("priority", column.priority());
    }

    @Override
    public ArrayNode cells(ApiGroupVersion api, String kind, ObjectNode object) {
        CustomType custom = types.get().custom(api.group(), api.version(), kind);
        if (custom == null) {
            return builtIn.cells(api, kind, object);
        }
        ArrayNode cells =
                NODES.arrayNode().add(object.path("metadata").path("name").asText());
        custom.columns().forEach(column -> cells.add(cell(column, object)));
        return cells;
    }

    private JsonNode cell(PrinterColumn column, ObjectNode object) {
        try {
            List<JsonNode> found = path(column.jsonPath()).find(object);
            return found.isEmpty() ? NullNode.instance : cell(column.type(), found.getFirst());
        } catch (IllegalArgumentException nothing) {
            return NullNode.instance;
        }
    }

    private JsonPath path(String text) {
        if (paths.size() > MOST_PATHS) {
            paths.clear();
        }
        return paths.computeIfAbsent(text, t -> JsonPath.relaxed(t).allowingMissing());
    }

    private JsonNode cell(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isNull() ? NullNode.instance : TextNode.valueOf(JsonPath.text(value));
            case "integer" -> value.isNumber() ? Json.integer(value.longValue()) : NullNode.instance;
            case "number" -> value.isNumber() ? value : NullNode.instance;
            case "boolean" -> value.isBoolean() ? value : NullNode.instance;
            case "date" -> value.isTextual() ? TextNode.valueOf(age(value.textValue())) : NullNode.instance;
            default -> NullNode.instance;
        };
    }

    private String age(String time) {
        try {
            return HumanDuration.of(Duration.between(Instant.parse(time), environment.now()));
        } catch (DateTimeException malformed) {
            return "<invalid>";
        }
    }
}
