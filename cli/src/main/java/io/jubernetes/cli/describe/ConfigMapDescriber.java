package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;

/** Describes a ConfigMap with all it holds. */
final class ConfigMapDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        out.line(0, "").line(0, "Data").line(0, "====");
        Writer.sorted(context.object().path("data"))
                .forEach((key, value) ->
                        out.line(0, key + ":").line(0, "----").line(0, value).line(0, ""));
        out.line(0, "").line(0, "BinaryData").line(0, "====");
        JsonNode binary = context.object().path("binaryData");
        Writer.sorted(binary)
                .forEach((key, value) -> out.line(0, key + ": " + SecretDescriber.bytes(value) + " bytes"));
        out.line(0, "");
    }
}
