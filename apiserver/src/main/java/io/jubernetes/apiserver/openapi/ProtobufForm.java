package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.protobuf.WireWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The protobuf form of the OpenAPI document of version 2, which is the only one that Go's clients ask for. What the messages are is a
 * table: {@code name=number} and behind it how the value is written.
 *
 * <ul>
 *   <li>{@code s}, {@code b}, {@code n}, {@code d}: a text, a truth, an integer, a number; {@code y}: free JSON, as YAML
 *   <li>{@code :Message}: an object; {@code {Message}}: a map, which is a message of named values
 *   <li>{@code /n} in front of these: inside a message of its own, as that message's field n
 *   <li>{@code x}: the number of the extensions, whose names begin with {@code x-}; {@code *}: all other fields
 * </ul>
 *
 * <p>Lists are repeated fields. What version 2 does not know, such as {@code nullable}, is left out.
 */
final class ProtobufForm {

    private static final String TABLE = """
            Document swagger=1s info=2:Info paths=8:Paths definitions=9{Schema} securityDefinitions=13{/2:ApiKey}
            Info title=1s version=2s
            ApiKey type=1s name=2s in=3s
            Paths x=1 *=2=:PathItem
            PathItem get=2:Operation put=3:Operation post=4:Operation delete=5:Operation patch=8:Operation parameters=9:Parameter x=10
            Operation tags=1s operationId=5s produces=6s consumes=7s parameters=8:Parameter responses=9:Responses x=13
            Responses *=1=/1:Response
            Response description=1s schema=2/1:Schema
            Body description=1s name=2s in=3s required=4b schema=5:Schema
            Query in=2s description=3s name=4s type=6s uniqueItems=21b
            Path required=1b in=2s description=3s name=4s type=5s uniqueItems=19b
            Schema $ref=1s format=2s title=3s description=4s default=5y multipleOf=6d maximum=7d exclusiveMaximum=8b \
            minimum=9d exclusiveMinimum=10b maxLength=11n minLength=12n pattern=13s maxItems=14n minItems=15n uniqueItems=16b \
            maxProperties=17n minProperties=18n required=19s enum=20y additionalProperties=21/1:Schema type=22/1s \
            items=23/1:Schema allOf=24:Schema properties=25{Schema} x=31
            """;

    /** How a field is written; {@code inner} and {@code map} are the numbers of messages around the value, 0 for none. */
    private record Part(int number, boolean named, boolean map, int inner, char kind, String message) {

        /** @param text such as {@code 21/1:Schema}, {@code 9{Schema}} or {@code 2=:PathItem} */
        static Part parse(String text) {
            int digits = 0;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            int number = Integer.parseInt(text.substring(0, digits));
            boolean named = text.startsWith("=", digits);
            boolean map = text.startsWith("{", digits);
            String form = text.substring(digits + (named || map ? 1 : 0)).replace("}", "");
            int inner = form.startsWith("/") ? form.charAt(1) - '0' : 0;
            form = inner == 0 ? form : form.substring(2);
            if (map && inner == 0) {
                form = ":" + form;
            }
            boolean message = form.startsWith(":");
            char kind = form.isEmpty() ? 'x' : message ? ':' : form.charAt(0);
            return new Part(number, named, map, inner, kind, message ? form.substring(1) : "");
        }
    }

    private static final Map<String, Map<String, Part>> MESSAGES = parse();

    private final WireWriter out = new WireWriter();

    private ProtobufForm() {}

    private static Map<String, Map<String, Part>> parse() {
        Map<String, Map<String, Part>> messages = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.trim().split("\\s+");
            Map<String, Part> parts = new LinkedHashMap<>();
            for (int i = 1; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                parts.put(words[i].substring(0, equals), Part.parse(words[i].substring(equals + 1)));
            }
            messages.put(words[0], parts);
        }
        return messages;
    }

    static byte[] of(JsonNode document) {
        ProtobufForm form = new ProtobufForm();
        form.message("Document", document);
        return form.out.toByteArray();
    }

    // The writer goes backwards, so everything is written in the reverse order of its appearance.

    private void message(String name, JsonNode object) {
        Map<String, Part> parts = MESSAGES.getOrDefault(name, Map.of());
        backwards(object, (key, value) -> {
            Part part = part(parts, key);
            if (part == null) {
                return;
            }
            if (part.kind() == 'x') {
                entry(part.number(), key, () -> any(value));
            } else if (part.named()) {
                entry(part.number(), key, () -> wrapped(part, value));
            } else {
                field(part, value);
            }
        });
    }

    private static @Nullable Part part(Map<String, Part> parts, String key) {
        Part own = parts.get(key);
        return own != null ? own : parts.get(key.startsWith("x-") ? "x" : "*");
    }

    private static void backwards(JsonNode object, BiConsumer<String, JsonNode> action) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        fields.reversed().forEach(field -> action.accept(field.getKey(), field.getValue()));
    }

    /** A message of a name and a value. */
    private void entry(int number, String key, Runnable value) {
        int mark = out.length();
        int inner = out.length();
        value.run();
        out.message(2, inner);
        out.text(1, key);
        out.message(number, mark);
    }

    private void field(Part part, JsonNode value) {
        if (part.map()) {
            int mark = out.length();
            backwards(value, (key, each) -> entry(1, key, () -> wrapped(part, each)));
            out.message(part.number(), mark);
        } else if (value.isArray() && part.inner() == 0) {
            for (int i = value.size() - 1; i >= 0; i--) {
                single(part, value.get(i));
            }
        } else {
            single(part, value);
        }
    }

    private void single(Part part, JsonNode value) {
        if (part.inner() == 0) {
            scalarOrMessage(part.number(), part, value);
        } else {
            int mark = out.length();
            scalarOrMessage(part.inner(), part, value);
            out.message(part.number(), mark);
        }
    }

    /** What stands in a message that somebody else ends. */
    private void wrapped(Part part, JsonNode value) {
        if (part.inner() == 0) {
            content(part, value);
        } else {
            scalarOrMessage(part.inner(), part, value);
        }
    }

    private void scalarOrMessage(int number, Part part, JsonNode value) {
        switch (part.kind()) {
            case 's' -> out.text(number, value.asText());
            case 'b' -> out.number(number, value.asBoolean() ? 1 : 0);
            case 'n' -> out.number(number, value.asLong());
            case 'd' -> out.fixed64(number, Double.doubleToLongBits(value.asDouble()));
            default -> {
                int mark = out.length();
                content(part, value);
                out.message(number, mark);
            }
        }
    }

    private void content(Part part, JsonNode value) {
        if (part.kind() == 'y') {
            any(value);
        } else if (part.message().equals("Parameter")) {
            parameter(value);
        } else {
            message(part.message(), value);
        }
    }

    /** JSON is YAML too. */
    private void any(JsonNode value) {
        out.text(2, value + "\n");
    }

    /** Where a parameter stands says what kind of message it is, several messages deep. */
    private void parameter(JsonNode value) {
        String in = value.path("in").asText();
        int mark = out.length();
        if (in.equals("body")) {
            message("Body", value);
            out.message(1, mark);
        } else {
            message(in.equals("path") ? "Path" : "Query", value);
            out.message(in.equals("path") ? 4 : 3, mark);
            out.message(2, mark);
        }
        out.message(1, mark);
    }
}
