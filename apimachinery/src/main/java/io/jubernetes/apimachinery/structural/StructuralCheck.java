package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What keeps a schema from being structural: that the type of every field can be read off it without looking at values, so that
 * objects can be pruned, completed and merged by it.
 */
public final class StructuralCheck {

    /** Where a part of a schema stands. */
    private enum Level {
        ROOT("must not be empty at the root"),
        ITEM("must not be empty for specified array items"),
        FIELD("must not be empty for specified object fields");

        private final String withoutType;

        Level(String withoutType) {
            this.withoutType = withoutType;
        }
    }

    private final List<StatusCause> causes = new ArrayList<>();

    private StructuralCheck() {}

    /** All that is wrong with a schema. @param path where it stands */
    public static List<StatusCause> problems(String path, JsonNode schema) {
        List<StatusCause> causes = new ArrayList<>(SupportedCheck.problems(path, schema));
        StructuralCheck check = new StructuralCheck();
        check.structure(Level.ROOT, path, schema);
        Completeness.check(path, schema, check.causes);
        check.causes.sort(Comparator.comparing(cause -> cause.field() + ": " + cause.message()));
        causes.addAll(check.causes);
        if (causes.isEmpty()) {
            causes.addAll(DefaultsCheck.problems(path, schema));
        }
        return causes.stream().distinct().toList();
    }

    /** Whether values are held against a format. */
    public static boolean knowsFormat(String format) {
        return Formats.isKnown(format);
    }

    private void require(boolean holds, StatusCause otherwise) {
        if (!holds) {
            causes.add(otherwise);
        }
    }

    private void structure(Level level, String path, JsonNode schema) {
        String type = Extensions.type(schema);
        require(
                !type.equals("array") || schema.path("items").isObject(),
                Causes.required(path + ".items", "must be specified"));
        if (schema.path("items").isObject()) {
            structure(Level.ITEM, path + ".items", schema.get("items"));
        }
        schema.path("properties")
                .properties()
                .forEach(p -> structure(Level.FIELD, path + ".properties[" + p.getKey() + "]", p.getValue()));
        additional(level, path, schema);
        extensions(path, schema);
        values(path, schema);
        type(level, path, schema, type);
        metadata(level, path, schema);
    }

    private void additional(Level level, String path, JsonNode schema) {
        JsonNode additional = schema.path("additionalProperties");
        String below = path + ".additionalProperties";
        if (!additional.isMissingNode()) {
            require(level != Level.ROOT, Causes.forbidden(below, "must not be used at the root"));
            require(
                    !Extensions.says(schema, Extensions.EMBEDDED),
                    Causes.forbidden(below, "must not be used if x-kubernetes-embedded-resource is set"));
        }
        if (additional.isObject()) {
            structure(Level.FIELD, below, additional);
        }
    }

    private void extensions(String path, JsonNode schema) {
        if (Extensions.says(schema, Extensions.INT_OR_STRING)) {
            for (String flag : new String[] {Extensions.PRESERVE, Extensions.EMBEDDED}) {
                require(
                        !Extensions.says(schema, flag),
                        Causes.invalid(
                                path + "." + flag,
                                schema.path(flag),
                                "must be false if x-kubernetes-int-or-string is true"));
            }
        }
        boolean empty = Extensions.says(schema, Extensions.EMBEDDED)
                && !Extensions.says(schema, Extensions.PRESERVE)
                && schema.path("properties").isEmpty();
        require(
                !empty,
                Causes.required(
                        path + ".properties",
                        "must not be empty if x-kubernetes-embedded-resource is true without"
                                + " x-kubernetes-preserve-unknown-fields"));
        ListTypeCheck.check(path, schema, causes);
    }

    private void type(Level level, String path, JsonNode schema, String type) {
        String at = path + ".type";
        if (Extensions.says(schema, Extensions.EMBEDDED) && !type.equals("object")) {
            String detail = "must be object if x-kubernetes-embedded-resource is true";
            causes.add(type.isEmpty() ? Causes.required(at, detail) : Causes.invalid(at, type, detail));
        } else if (type.isEmpty()) {
            boolean free =
                    Extensions.says(schema, Extensions.INT_OR_STRING) || Extensions.says(schema, Extensions.PRESERVE);
            require(free, Causes.required(at, level.withoutType));
        }
        if (level == Level.ROOT && !type.isEmpty()) {
            require(type.equals("object"), Causes.invalid(at, type, "must be object at the root"));
        }
    }

    private void metadata(Level level, String path, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (level != Level.ROOT && !Extensions.says(schema, Extensions.EMBEDDED)) {
            return;
        }
        for (String name : new String[] {"kind", "apiVersion"}) {
            if (properties.has(name)) {
                String type = Extensions.type(properties.get(name));
                String at = path + ".properties[" + name + "].type";
                require(type.equals("string"), Causes.invalid(at, type, "must be string"));
            }
        }
        if (properties.has("metadata")) {
            String at = path + ".properties[metadata]";
            String type = Extensions.type(properties.get("metadata"));
            require(type.equals("object"), Causes.invalid(at + ".type", type, "must be object"));
            require(
                    level != Level.ROOT || onlyNames(properties.get("metadata")),
                    Causes.forbidden(
                            at,
                            "must not specify anything other than name and generateName, but metadata is implicitly"
                                    + " specified"));
        }
    }

    private static boolean onlyNames(JsonNode metadata) {
        boolean fields = metadata.path("properties").properties().stream()
                .allMatch(p -> p.getKey().equals("name") || p.getKey().equals("generateName"));
        return fields
                && metadata.propertyStream()
                        .allMatch(e -> e.getKey().equals("type") || e.getKey().equals("properties"));
    }

    private void values(String path, JsonNode schema) {
        boolean said = Extensions.says(schema, Extensions.INT_OR_STRING);
        boolean either = said && isEitherType(schema.path("anyOf"));
        boolean firstEither = said && isEitherType(schema.at("/allOf/0/anyOf"));
        junctors(path, schema, either, firstEither);
        pattern(path, schema);
    }

    private void junctors(String path, JsonNode schema, boolean skipAnyOf, boolean skipFirst) {
        for (String junctor : new String[] {"anyOf", "allOf", "oneOf"}) {
            JsonNode parts = schema.path(junctor);
            for (int i = 0; i < parts.size(); i++) {
                String at = path + "." + junctor + "[" + i + "]";
                if (junctor.equals("allOf") && i == 0 && skipFirst) {
                    nested(at, parts.get(0), true);
                } else if (!junctor.equals("anyOf") || !skipAnyOf) {
                    nested(at, parts.get(i), false);
                }
            }
        }
        if (schema.path("not").isObject()) {
            nested(path + ".not", schema.get("not"), false);
        }
    }

    private static boolean isEitherType(JsonNode anyOf) {
        return anyOf.size() == 2
                && anyOf.at("/0/type").asText().equals("integer")
                && anyOf.at("/1/type").asText().equals("string");
    }

    private void pattern(String path, JsonNode schema) {
        String pattern = schema.path("pattern").asText("");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            causes.add(Causes.invalid(
                    path + ".pattern",
                    pattern,
                    "must be a valid regular expression, but isn't: " + malformed.getMessage()));
        }
    }

    /** Within a junctor a schema speaks of values only. */
    private void nested(String path, JsonNode schema, boolean skipAnyOf) {
        junctors(path, schema, skipAnyOf, false);
        pattern(path, schema);
        if (schema.path("items").isObject()) {
            nested(path + ".items", schema.get("items"), false);
        }
        schema.path("properties")
                .properties()
                .forEach(p -> nested(path + ".properties[" + p.getKey() + "]", p.getValue(), false));
        NestedCheck.check(path, schema, causes);
    }
}
