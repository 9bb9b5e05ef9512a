package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Column.timed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Events of either API group: the same facts under two sets of field names. */
final class EventColumns {

    private EventColumns() {}

    static List<Column> events() {
        return List.of(
                timed("Last Seen", EventColumns::lastSeen),
                text("Type", "type"),
                text("Reason", "reason"),
                text("Object", EventColumns::object),
                text("Subobject", event -> Fields.text(about(event), "fieldPath"))
                        .wide(),
                text("Source", EventColumns::source).wide(),
                text("Message", event -> either(event, "message", "note").strip()),
                timed("First Seen", EventColumns::firstSeen).wide(),
                Column.count("Count", EventColumns::count).asString().wide(),
                Column.named().wide());
    }

    private static JsonNode about(JsonNode event) {
        return event.has("involvedObject") ? event.path("involvedObject") : event.path("regarding");
    }

    private static String object(JsonNode event) {
        String kind = Fields.text(about(event), "kind").toLowerCase(Locale.ROOT);
        String name = Fields.text(about(event), "name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        String component = either(event, "source.component", "deprecatedSource.component");
        String host = either(event, "source.host", "deprecatedSource.host");
        if (component.isEmpty()) {
            component = either(event, "reportingComponent", "reportingController");
            host = Fields.text(event, "reportingInstance");
        }
        return String.join(
                ", ", Stream.of(component, host).filter(t -> !t.isEmpty()).toList());
    }

    private static Cells.Cell firstSeen(JsonNode event) {
        String first = either(event, "firstTimestamp", "deprecatedFirstTimestamp");
        return Fields.since(first.isEmpty() ? Fields.text(event, "eventTime") : first);
    }

    private static Cells.Cell lastSeen(JsonNode event) {
        String series = Fields.text(event, "series.lastObservedTime");
        String last = series.isEmpty() ? either(event, "lastTimestamp", "deprecatedLastTimestamp") : series;
        return last.isEmpty() ? firstSeen(event) : Fields.since(last);
    }

    private static long count(JsonNode event) {
        if (event.has("series")) {
            return Fields.number(event, "series.count");
        }
        return Math.max(1, Math.max(Fields.number(event, "count"), Fields.number(event, "deprecatedCount")));
    }

    private static String either(JsonNode event, String path, String otherPath) {
        return Fields.text(event, path, Fields.text(event, otherPath));
    }
}
