package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Describes a Namespace with its quotas and limits. */
final class NamespaceDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        String path = "/api/v1/namespaces/" + context.located().name();
        out.field("Name", context.located().name());
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        out.field("Status", context.status().path("phase").asText());
        conditions(context.status().path("conditions"), out);
        quotas(context.list(path + "/resourcequotas"), out);
        limits(context.list(path + "/limitranges"), out);
    }

    private static void conditions(JsonNode conditions, Writer out) {
        if (!conditions.isEmpty()) {
            out.line(0, "Conditions:");
            out.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
            out.line(1, "----\t------\t------------------\t------\t-------");
            conditions.forEach(c -> out.line(
                    1,
                    String.join(
                            "\t",
                            c.path("type").asText(),
                            c.path("status").asText(),
                            Times.full(c.path("lastTransitionTime").asText("")),
                            c.path("reason").asText(),
                            c.path("message").asText())));
        }
    }

    private static void quotas(List<ObjectNode> quotas, Writer out) {
        if (quotas.isEmpty()) {
            out.line(0, "").line(0, "No resource quota.");
            return;
        }
        out.line(0, "").line(0, "Resource Quotas");
        for (JsonNode quota : quotas) {
            out.field(1, "Name", quota.path("metadata").path("name").asText());
            out.line(1, "Resource\tUsed\tHard");
            out.line(1, "--------\t---\t---");
            JsonNode used = quota.path("status").path("used");
            Writer.sorted(quota.path("status").path("hard"))
                    .forEach((name, hard) ->
                            out.line(1, name + "\t" + used.path(name).asText() + "\t" + hard));
        }
    }

    private static void limits(List<ObjectNode> ranges, Writer out) {
        if (ranges.isEmpty()) {
            out.line(0, "").line(0, "No LimitRange resource.");
            return;
        }
        out.line(0, "").line(0, "Resource Limits");
        out.line(1, "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio");
        out.line(1, "----\t--------\t---\t---\t---------------\t-------------\t-----------------------");
        for (JsonNode range : ranges) {
            range.path("spec").path("limits").forEach(limit -> limit(limit, out));
        }
    }

    private static void limit(JsonNode limit, Writer out) {
        List<String> columns = List.of("min", "max", "defaultRequest", "default", "maxLimitRequestRatio");
        java.util.TreeSet<String> resources = new java.util.TreeSet<>();
        columns.forEach(column -> limit.path(column).fieldNames().forEachRemaining(resources::add));
        for (String resource : resources) {
            StringBuilder line =
                    new StringBuilder(limit.path("type").asText()).append('\t').append(resource);
            columns.forEach(column ->
                    line.append('\t').append(limit.path(column).path(resource).asText("-")));
            out.line(1, line.toString());
        }
    }
}
