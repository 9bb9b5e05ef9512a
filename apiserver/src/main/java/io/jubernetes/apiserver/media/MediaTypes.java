package io.jubernetes.apiserver.media;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apiserver.media.Representation.Format;
import io.jubernetes.apiserver.media.Representation.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which form of an answer a client takes. */
public final class MediaTypes {

    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";

    private static final String ACCEPTED =
            "only the following media types are accepted: application/json, application/yaml, "
                    + ProtobufCodec.MEDIA_TYPE;

    private static final List<String> PEOPLE = List.of("curl", "Wget", "Mozilla/5.0");

    /**
     * A media type of an {@code Accept} field.
     *
     * @param parameters in lower case, without {@code q}
     */
    public record Clause(String type, Map<String, String> parameters, double quality) {

        public String as() {
            return parameters.getOrDefault("as", "");
        }
    }

    private MediaTypes() {}

    /**
     * What the client likes best of what we can give.
     *
     * @param inProtobuf which shapes of what is asked for have a protobuf form
     * @throws ApiException NotAcceptable
     */
    public static Representation wanted(ApiRequest request, Predicate<Shape> inProtobuf) {
        boolean pretty = pretty(request);
        String accept = String.join(",", request.headers().all("accept"));
        if (accept.isBlank()) {
            return new Representation(Shape.OBJECT, Format.JSON, pretty);
        }
        for (Clause clause : clauses(accept)) {
            Format format = format(clause.type());
            Shape shape = shape(clause);
            if (format != null && shape != null && (format != Format.PROTOBUF || inProtobuf.test(shape))) {
                return new Representation(shape, format, pretty);
            }
        }
        throw new ApiException(StatusReason.NotAcceptable, ACCEPTED);
    }

    /** As asked for; people with a browser or curl need not ask. */
    private static boolean pretty(ApiRequest request) {
        String asked = request.query().first("pretty");
        if (asked != null && !asked.isEmpty()) {
            return asked.equals("1") || asked.equalsIgnoreCase("t") || asked.equalsIgnoreCase("true");
        }
        String agent = request.headers().first("user-agent");
        return agent != null && PEOPLE.stream().anyMatch(agent::startsWith);
    }

    private static @Nullable Format format(String type) {
        return switch (type) {
            case JSON, "*/*", "application/*" -> Format.JSON;
            case YAML, "application/*yaml" -> Format.YAML;
            case ProtobufCodec.MEDIA_TYPE -> Format.PROTOBUF;
            default -> null;
        };
    }

    private static @Nullable Shape shape(Clause clause) {
        boolean version1 = clause.parameters().getOrDefault("v", "v1").equals("v1");
        return switch (clause.as()) {
            case "" -> Shape.OBJECT;
            case "Table" -> version1 ? Shape.TABLE : null;
            case "PartialObjectMetadata", "PartialObjectMetadataList" -> version1 ? Shape.METADATA : null;
            default -> null;
        };
    }

    private static List<Clause> clauses(String accept) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : accept.split(",")) {
            clauses.add(clause(part.trim()));
        }
        // of what is liked as much, the more particular first
        clauses.sort(Comparator.comparingDouble(Clause::quality)
                .reversed()
                .thenComparing(clause -> clause.type().startsWith("*"))
                .thenComparing(clause -> clause.type().endsWith("/*")));
        return clauses;
    }

    public static Clause clause(String text) {
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
