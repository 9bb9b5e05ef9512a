package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.discovery.ApiResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows the Tables that the server makes. Columns come from the first Table, so that the rows of a watch line up with the list
 * that went before.
 */
public final class TableView {

    /**
     * @param wide all columns, not only those of priority 0
     * @param namespaces a column with each object's namespace
     * @param kinds names with their resource in front
     * @param eventTypes a first column with what happened
     */
    public record Options(
            boolean wide,
            boolean namespaces,
            boolean kinds,
            boolean headers,
            boolean showLabels,
            List<String> labelColumns,
            boolean eventTypes) {
        public Options {
            labelColumns = List.copyOf(labelColumns);
        }
    }

    private final ApiResource resource;
    private final Options options;
    private final List<Integer> shown = new ArrayList<>();
    private int nameColumn;
    private int statusColumn = -1;
    private boolean headersDone;
    private final TextTable text = new TextTable();

    public TableView(ApiResource resource, Options options) {
        this.resource = resource;
        this.options = options;
        this.headersDone = !options.headers();
    }

    /** The lines of a Table; the header only the first time. */
    public List<String> lines(ObjectNode table, boolean colour) {
        return lines(table, "", colour);
    }

    /** The lines of an event's Table. */
    public List<String> lines(ObjectNode table, String eventType, boolean colour) {
        if (shown.isEmpty()) {
            chooseColumns(table.path("columnDefinitions"));
        }
        boolean header = !headersDone;
        if (header) {
            text.row(header(table.path("columnDefinitions")));
            headersDone = true;
        }
        for (JsonNode row : table.path("rows")) {
            text.row(cells(row, eventType));
        }
        return text.lines(
                colour ? (row, column, cell) -> paint(header && row == 0, column, cell) : TextTable.CellPaint.PLAIN);
    }

    /** Whether anything was shown before. */
    public boolean isStarted() {
        return !shown.isEmpty();
    }

    private void chooseColumns(JsonNode definitions) {
        for (int i = 0; i < definitions.size(); i++) {
            JsonNode definition = definitions.get(i);
            if (options.wide() || definition.path("priority").asInt() == 0) {
                shown.add(i);
            }
            if (definition.path("format").asText().equals("name")) {
                nameColumn = i;
            }
            if (definition.path("name").asText().equals("Status")) {
                statusColumn = i;
            }
        }
    }

    private List<String> header(JsonNode definitions) {
        List<String> cells = new ArrayList<>();
        if (options.eventTypes()) {
            cells.add("EVENT");
        }
        if (options.namespaces()) {
            cells.add("NAMESPACE");
        }
        shown.forEach(i -> cells.add(definitions.path(i).path("name").asText().toUpperCase(Locale.ROOT)));
        options.labelColumns()
                .forEach(label ->
                        cells.add(label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT)));
        if (options.showLabels()) {
            cells.add("LABELS");
        }
        return cells;
    }

    private List<String> cells(JsonNode row, String eventType) {
        List<String> cells = new ArrayList<>();
        if (options.eventTypes()) {
            cells.add(eventType);
        }
        JsonNode metadata = row.path("object").path("metadata");
        if (options.namespaces()) {
            cells.add(metadata.path("namespace").asText());
        }
        for (int i : shown) {
            String cell = text(row.path("cells").path(i));
            cells.add(options.kinds() && i == nameColumn ? resource.displayName() + "/" + cell : cell);
        }
        JsonNode labels = metadata.path("labels");
        options.labelColumns().forEach(label -> cells.add(labels.path(label).asText("")));
        if (options.showLabels()) {
            cells.add(labels(labels));
        }
        return cells;
    }

    private static String text(JsonNode cell) {
        if (cell.isNull() || cell.isMissingNode()) {
            return "";
        }
        String text = cell.isValueNode() ? cell.asText() : cell.toString();
        int end = 0;
        while (end < text.length() && "\n\r\f".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end == text.length() ? text : text.substring(0, end) + "...";
    }

    private static String labels(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties().forEach(e -> sorted.put(e.getKey(), e.getValue().asText()));
        List<String> pairs = new ArrayList<>();
        sorted.forEach((key, value) -> pairs.add(key + "=" + value));
        return pairs.isEmpty() ? "<none>" : String.join(",", pairs);
    }

    private String paint(boolean header, int column, String cell) {
        int offset = (options.namespaces() ? 1 : 0) + (options.eventTypes() ? 1 : 0);
        int shownAt = column - offset;
        if (header) {
            return Colour.STRONG.paint(cell);
        }
        boolean status = shownAt >= 0 && shownAt < shown.size() && shown.get(shownAt) == statusColumn;
        return status ? Colour.ofStatus(cell).paint(cell) : cell;
    }
}
