package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an object, oldest first. */
final class EventTable {

    private EventTable() {}

    static void describe(Context context, Writer out) {
        String namespace = context.located().namespace();
        String path = namespace.isEmpty() ? "/api/v1/events" : "/api/v1/namespaces/" + namespace + "/events";
        List<ObjectNode> events = context.list(path, "fieldSelector", selector(context));
        if (events.isEmpty()) {
            out.field("Events", "<none>");
            return;
        }
        out.line(0, "Events:");
        out.line(1, "Type\tReason\tAge\tFrom\tMessage");
        out.line(1, "----\t------\t----\t----\t-------");
        events.stream()
                .sorted(Comparator.comparing(EventTable::last, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(event -> out.line(
                        1,
                        String.join(
                                "\t",
                                event.path("type").asText(),
                                event.path("reason").asText(),
                                age(event, context.now()),
                                source(event),
                                event.path("message").asText().strip())));
    }

    private static String selector(Context context) {
        String uid = context.metadata().path("uid").asText();
        String name = "involvedObject.name=" + context.located().name();
        String namespace = context.located().namespace();
        String kind = ",involvedObject.kind=" + context.located().resource().kind();
        // events about nodes are recorded with the name as uid
        String identity =
                uid.isEmpty() || context.located().resource().kind().equals("Node") ? "" : ",involvedObject.uid=" + uid;
        return name + (namespace.isEmpty() ? "" : ",involvedObject.namespace=" + namespace) + kind + identity;
    }

    private static @Nullable Instant last(JsonNode event) {
        Instant series =
                Times.parse(event.path("series").path("lastObservedTime").asText(""));
        Instant last = Times.parse(event.path("lastTimestamp").asText(""));
        return series != null ? series : last != null ? last : first(event);
    }

    private static @Nullable Instant first(JsonNode event) {
        Instant first = Times.parse(event.path("firstTimestamp").asText(""));
        return first != null ? first : Times.parse(event.path("eventTime").asText(""));
    }

    static String age(JsonNode event, Instant now) {
        int count = event.path("series").path("count").asInt(event.path("count").asInt());
        if (count > 1) {
            return Times.age(last(event), now) + " (x" + count + " over " + Times.age(first(event), now) + ")";
        }
        Instant first = first(event);
        return Times.age(first == null ? last(event) : first, now);
    }

    private static String source(JsonNode event) {
        String component = event.path("source").path("component").asText("");
        return component.isEmpty() ? event.path("reportingComponent").asText("") : component;
    }
}
