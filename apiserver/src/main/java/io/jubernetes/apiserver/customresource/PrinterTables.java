package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.surface.ServedTypes;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import io.jubernetes.apiserver.surface.ServedTypes.PrinterColumn;
import io.jubernetes.apiserver.table.Cells;
import io.jubernetes.apiserver.table.Cells.Cell;
import io.jubernetes.apiserver.table.TableConvertor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Map<String, JsonPath> paths = new ConcurrentHashMap<>();

    /** @param builtIn makes the tables of Kubernetes' own kinds */
    public PrinterTables(Supplier<ServedTypes> types, TableConvertor builtIn) {
        this.types = types;
        this.builtIn = builtIn;
    }

    @Override
    public Columns of(ApiGroupVersion api, String kind) {
        CustomType custom = types.get().custom(api.group(), api.version(), kind);
        return custom == null ? builtIn.of(api, kind) : new PrinterColumns(custom.columns(), paths);
    }

    /** @param paths those that were asked for before, by their text */
    private record PrinterColumns(List<PrinterColumn> columns, Map<String, JsonPath> paths) implements Columns {

        @Override
        public ArrayNode definitions() {
            ArrayNode definitions = NODES.arrayNode().add(NAME.deepCopy());
            columns.forEach(column -> definitions.add(definition(column)));
            return definitions;
        }

        @Override
        public Cells cells(ObjectNode object) {
            List<Cell> cells = new ArrayList<>(columns.size() + 1);
            cells.add(text(object.path("metadata").path("name").asText()));
            columns.forEach(column -> cells.add(cell(column, object)));
            return Cells.of(cells);
        }

        private Cell cell(PrinterColumn column, ObjectNode object) {
            try {
                List<JsonNode> found = path(column.jsonPath()).find(object);
                return found.isEmpty() ? Cell.none() : PrinterTables.cell(column.type(), found.getFirst());
            } catch (IllegalArgumentException nothing) {
                return Cell.none();
            }
        }

        private JsonPath path(String text) {
            if (paths.size() > MOST_PATHS) {
                paths.clear();
            }
            return paths.computeIfAbsent(text, t -> JsonPath.relaxed(t).allowingMissing());
        }
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

    private static Cell cell(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isNull() ? Cell.none() : text(JsonPath.text(value));
            case "integer" -> value.isNumber() ? Cell.of(Json.integer(value.longValue())) : Cell.none();
            case "number" -> value.isNumber() ? Cell.of(value) : Cell.none();
            case "boolean" -> value.isBoolean() ? Cell.of(value) : Cell.none();
            case "date" -> value.isTextual() ? age(value.textValue()) : Cell.none();
            default -> Cell.none();
        };
    }

    private static Cell text(String text) {
        return Cell.of(TextNode.valueOf(text));
    }

    private static Cell age(String time) {
        try {
            return new Cells.Since(Instant.parse(time));
        } catch (DateTimeException malformed) {
            return text("<invalid>");
        }
    }
}
