package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which fields validation asks for. The type table's {@code required} says only that Go always writes a field; it is believed
 * for texts and structs, and the validation file adds to it and takes away.
 */
final class RequiredFields {

    private static final class Kubernetes {
        private static final RequiredFields FIELDS = new RequiredFields(ApiResources.tree(ApiResources.VALIDATION));
    }

    private final Map<String, Set<String>> required;
    private final Map<String, Set<String>> structs;
    private final Map<String, Set<String>> optional;
    private final Set<String> values;

    private RequiredFields(JsonNode file) {
        required = sets(file.path("required"));
        structs = sets(file.path("structs"));
        optional = sets(file.path("optional"));
        values = new HashSet<>(TypeReader.strings(file.path("textTypes")));
    }

    static RequiredFields kubernetes() {
        return Kubernetes.FIELDS;
    }

    boolean requires(TypeSchema owner, Field field) {
        return isNeededWhole(owner, field)
                || says(structs, owner, field)
                || field.required() && believed(field.type()) && !says(optional, owner, field);
    }

    /** Whether the field itself is missing when it is, rather than what it would hold. */
    boolean isNeededWhole(TypeSchema owner, Field field) {
        return says(required, owner, field);
    }

    private boolean believed(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Scalar scalar -> scalar.kind() == TypeRef.Kind.STRING;
            case TypeRef.Named named -> !values.contains(named.type());
            default -> false;
        };
    }

    private static boolean says(Map<String, Set<String>> table, TypeSchema owner, Field field) {
        return table.getOrDefault(owner.name(), Set.of()).contains(field.name());
    }

    private static Map<String, Set<String>> sets(JsonNode object) {
        Map<String, Set<String>> sets = new HashMap<>();
        object.properties().forEach(e -> sets.put(e.getKey(), new HashSet<>(TypeReader.strings(e.getValue()))));
        return sets;
    }
}
