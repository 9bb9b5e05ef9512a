package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which form of an answer a client takes. */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    private static final String ACCEPTED =
            "only the following media types are accepted: application/json, application/yaml";

    /**
     * A media type of an {@code Accept} field.
     *
     * @param parameters in lower case, without {@code q}
     */
    record Clause(String type, Map<String, String> parameters, double quality) {

        String as() {
            return parameters.getOrDefault("as", "");
        }
    }

    private MediaTypes() {}

    /** What the client likes best of what we can give. @throws ApiException NotAcceptable */
    static Representation negotiate(@Nullable String accept, boolean pretty) {
        if (accept == null || accept.isBlank()) {
            return new Representation(Representation.Shape.OBJECT, false, pretty);
        }
        for (Clause clause : clauses(accept)) {
            Representation found = representation(clause, pretty);
            if (found != null) {
                return found;
            }
        }
        throw new ApiException(StatusReason.NotAcceptable, ACCEPTED);
    }

    private static @Nullable Representation representation(Clause clause, boolean pretty) {
        boolean yaml = clause.type().equals(YAML) || clause.type().equals("application/*yaml");
        boolean json = clause.type().equals(JSON)
                || clause.type().equals("*/*")
                || clause.type().equals("application/*");
        if (!json && !yaml) {
            return null;
        }
        boolean version1 = clause.parameters().getOrDefault("v", "v1").equals("v1");
        return switch (clause.as()) {
            case "" -> new Representation(Representation.Shape.OBJECT, yaml, pretty);
            case "Table" -> version1 ? new Representation(Representation.Shape.TABLE, yaml, pretty) : null;
            case "PartialObjectMetadata", "PartialObjectMetadataList" ->
                version1 ? new Representation(Representation.Shape.METADATA, yaml, pretty) : null;
            default -> null;
        };
    }

    private static List<Clause> clauses(String accept) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : accept.split(",")) {
            clauses.add(clause(part.trim()));
        }
        clauses.sort(Comparator.comparingDouble(Clause::quality).reversed());
        return clauses;
    }

    static Clause clause(String text) {
        String[] parts = text.split(";");
        Map<String, String> parameters = new LinkedHashMap<>();
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].trim().split("=", 2);
            String value = pair.length < 2 ? "" : pair[1].trim().replace("\"", "");
            if (pair[0].equalsIgnoreCase("q")) {
                quality = quality(value);
            } else {
                parameters.put(pair[0].toLowerCase(Locale.ROOT), value);
            }
        }
        return new Clause(parts[0].trim().toLowerCase(Locale.ROOT), parameters, quality);
    }

    private static double quality(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
