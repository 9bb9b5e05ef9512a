package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the query of a write says. */
record WriteOptions(boolean dryRun, Strictness strictness) {

    /** What becomes of unknown and repeated fields. */
    enum Strictness {
        STRICT,
        WARN,
        IGNORE
    }

    /** @param kind of options, as upstream calls it in refusals: {@code CreateOptions} */
    static WriteOptions parse(QueryParameters query, String kind) {
        return new WriteOptions(dryRun(query.all("dryRun"), kind), strictness(query.first("fieldValidation"), kind));
    }

    static boolean dryRun(List<String> values, String kind) {
        for (String value : values) {
            if (!value.equals("All")) {
                throw unsupported(kind, "dryRun", value, "\"All\"");
            }
        }
        return !values.isEmpty();
    }

    private static Strictness strictness(@Nullable String value, String kind) {
        return switch (value == null ? "" : value) {
            case "", "Warn" -> Strictness.WARN;
            case "Strict" -> Strictness.STRICT;
            case "Ignore" -> Strictness.IGNORE;
            default ->
                throw unsupported(kind, "fieldValidation", String.valueOf(value), "\"Ignore\", \"Strict\", \"Warn\"");
        };
    }

    private static ApiException unsupported(String kind, String field, String value, String supported) {
        String message = "Unsupported value: \"" + value + "\": supported values: " + supported;
        return ApiException.invalid(
                "meta.k8s.io", kind, "", List.of(new StatusCause("FieldValueNotSupported", message, field)));
    }
}
