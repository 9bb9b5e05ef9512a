package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a write says.
 *
 * @param fieldManager who is to own what is written; empty when the query leaves it open
 */
record WriteOptions(boolean dryRun, Strictness strictness, String fieldManager) {

    /** What becomes of unknown and repeated fields. */
    enum Strictness {
        STRICT,
        WARN,
        IGNORE
    }

    /** @param kind of options, as upstream calls it in refusals: {@code CreateOptions} */
    static WriteOptions parse(QueryParameters query, String kind) {
        String manager = query.first("fieldManager");
        if (manager != null) {
            requireManager(manager, kind);
        }
        return new WriteOptions(
                dryRun(query.all("dryRun"), kind),
                strictness(query.first("fieldValidation"), kind),
                manager == null ? "" : manager);
    }

    /** @throws ApiException Invalid when an apply does not say who applies */
    WriteOptions requireManager(String kind) {
        if (fieldManager.isEmpty()) {
            throw invalid(kind, "FieldValueRequired", "Required value: is required for apply patch", "fieldManager");
        }
        return this;
    }

    private static void requireManager(String manager, String kind) {
        String problem = FieldManagers.problem(manager);
        if (problem != null) {
            boolean tooLong = problem.startsWith("Too long");
            throw invalid(kind, tooLong ? "FieldValueTooLong" : "FieldValueInvalid", problem, "fieldManager");
        }
    }

    /** Whether an apply takes what others own. */
    static boolean force(QueryParameters query) {
        String force = query.first("force");
        return force != null && !force.equals("0") && !force.equalsIgnoreCase("false");
    }

    /** @throws ApiException Invalid when another patch than an apply wants to force anything */
    static void forbidForce(QueryParameters query) {
        if (query.first("force") != null) {
            throw invalid(
                    "PatchOptions",
                    "FieldValueForbidden",
                    "Forbidden: may not be specified for non-apply patch",
                    "force");
        }
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
        return invalid(kind, "FieldValueNotSupported", message, field);
    }

    private static ApiException invalid(String kind, String reason, String message, String field) {
        return ApiException.invalid("meta.k8s.io", kind, "", List.of(new StatusCause(reason, message, field)));
    }
}
