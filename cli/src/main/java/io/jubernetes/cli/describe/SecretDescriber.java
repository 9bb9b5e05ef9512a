package io.jubernetes.cli.describe;

import java.util.Base64;

/** Describes a Secret without its secrets: only how long each is. */
final class SecretDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        out.line(0, "").field("Type", context.object().path("type").asText());
        out.line(0, "").line(0, "Data").line(0, "====");
        Writer.sorted(context.object().path("data"))
                .forEach((key, value) -> out.line(0, key + ":\t" + bytes(value) + " bytes"));
    }

    /** How many bytes are behind the base64 text. */
    static int bytes(String encoded) {
        return Base64.getMimeDecoder().decode(encoded).length;
    }
}
