package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code -o custom-columns=NAME:.metadata.name,…}: a table with one path for each column. */
public final class CustomColumns {

    private record Column(String header, JsonPath path) {}

    private final List<Column> columns;

    private CustomColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** Reads {@code HEADER:path,HEADER:path}. */
    public static CustomColumns parse(String spec) {
        if (spec.isEmpty()) {
            throw new CommandException("error: custom-columns format specified but no custom columns given");
        }
        List<Column> columns = new ArrayList<>();
        for (String part : spec.split(",")) {
            int colon = part.indexOf(':');
            if (colon <= 0 || colon == part.length() - 1) {
                throw new CommandException(
                        "error: unexpected custom-columns spec: " + part + ", expected <header>:<json-path-expr>");
            }
            columns.add(column(part.substring(0, colon), part.substring(colon + 1)));
        }
        return new CustomColumns(columns);
    }

    /** Reads a file: headers on the first line, paths on the second. */
    public static CustomColumns parseTemplate(String text) {
        String[] lines = text.strip().split("\\R");
        String[] headers = lines[0].strip().split("\\s+");
        String[] paths = lines.length < 2 ? new String[0] : lines[1].strip().split("\\s+");
        if (headers.length != paths.length) {
            throw new CommandException("error: number of headers (" + headers.length + ") and field specifications ("
                    + paths.length + ") don't match");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headers.length; i++) {
            columns.add(column(headers[i], paths[i]));
        }
        return new CustomColumns(columns);
    }

    private static Column column(String header, String path) {
        try {
            return new Column(header, JsonPath.relaxed(path).allowingMissing());
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' "
                            + "or '{.name1.name2}': " + e.getMessage());
        }
    }

    public List<String> headers() {
        return columns.stream().map(Column::header).toList();
    }

    /** The cells of an object. */
    public List<String> row(JsonNode object) {
        return columns.stream().map(column -> cell(column, object)).toList();
    }

    private static String cell(Column column, JsonNode object) {
        List<JsonNode> found = column.path().find(object);
        return found.isEmpty()
                ? "<none>"
                : found.stream()
                        .map(value -> value.isNull() ? "<none>" : GoText.of(value))
                        .collect(Collectors.joining(","));
    }
}
