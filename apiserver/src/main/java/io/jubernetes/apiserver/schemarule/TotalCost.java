package io.jubernetes.apiserver.schemarule;

import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What all rules of a schema can cost together, and which of them contribute most. */
final class TotalCost {

    private static final long MOST_OF_SCHEMA = 100_000_000;
    private static final int NAMED = 4;

    private record Part(String path, long cost) {}

    private final List<Part> dearest = new ArrayList<>();
    private long sum;

    void add(String path, long cost) {
        sum = sum + cost < 0 ? Long.MAX_VALUE : sum + cost;
        if (cost >= MOST_OF_SCHEMA / 100) {
            dearest.add(new Part(path, cost));
        }
    }

    List<StatusCause> problems(String path) {
        if (sum <= MOST_OF_SCHEMA) {
            return List.of();
        }
        String what = "estimated rule & messageExpression cost total";
        List<StatusCause> causes = new ArrayList<>();
        dearest.stream()
                .sorted(Comparator.comparingLong(Part::cost).reversed())
                .limit(NAMED)
                .forEach(part -> causes.add(new StatusCause(
                        "FieldValueForbidden",
                        "Forbidden: contributed to " + what + " exceeding cost limit for entire OpenAPIv3 schema",
                        part.path())));
        causes.add(exceeded(
                path, "x-kubernetes-validations " + what + " for entire OpenAPIv3 schema", sum, MOST_OF_SCHEMA));
        return causes;
    }

    static StatusCause exceeded(String path, String what, long cost, long limit) {
        double factor = (double) cost / limit;
        String shown =
                factor > 100 ? "more than 100x" : String.format(Locale.ROOT, factor < 1.5 ? "%fx" : "%.1fx", factor);
        return new StatusCause(
                "FieldValueForbidden",
                "Forbidden: " + what + " exceeds budget by factor of " + shown + " (try simplifying the rule, or adding"
                        + " maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
                path);
    }
}
