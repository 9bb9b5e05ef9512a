package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.schema.TypeSchema.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link TypeSchema} of one entry of the type table. */
final class TypeReader {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String APIEXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
    private static final Map<String, Form> SPECIAL = Map.ofEntries(
            Map.entry("io.k8s.apimachinery.pkg.api.resource.Quantity", Form.QUANTITY),
            Map.entry("io.k8s.apimachinery.pkg.util.intstr.IntOrString", Form.INT_OR_STRING),
            Map.entry(META + "Time", Form.TIME),
            Map.entry(META + "MicroTime", Form.MICRO_TIME),
            Map.entry(META + "Duration", Form.DURATION),
            Map.entry(META + "FieldsV1", Form.ANY),
            Map.entry("io.k8s.apimachinery.pkg.runtime.RawExtension", Form.ANY),
            Map.entry(APIEXTENSIONS + "JSON", Form.ANY),
            Map.entry(APIEXTENSIONS + "JSONSchemaPropsOrArray", Form.ANY),
            Map.entry(APIEXTENSIONS + "JSONSchemaPropsOrBool", Form.ANY),
            Map.entry(APIEXTENSIONS + "JSONSchemaPropsOrStringArray", Form.ANY));

    private final Function<String, @Nullable JsonNode> table;

    TypeReader(Function<String, @Nullable JsonNode> table) {
        this.table = table;
    }

    TypeSchema read(String name, JsonNode written, JsonNode enums, JsonNode defaults) {
        Form special = SPECIAL.get(name);
        if (special != null) {
            return new TypeSchema(name, special, Map.of(), List.of(), null, List.of(), List.of(), false, false);
        }
        if (written.has("alias")) {
            TypeRef alias = TypeRef.parse(written.get("alias").asText());
            List<String> values = strings(enums.isArray() ? enums : written.path("enum"));
            return new TypeSchema(name, Form.ALIAS, Map.of(), List.of(), alias, values, List.of(), false, false);
        }
        List<Field> declared = new ArrayList<>();
        written.path("fields").forEach(f -> declared.add(field(f)));
        Map<String, Field> fields = new LinkedHashMap<>();
        flatten(written, fields);
        defaults.properties().forEach(d -> withoutOwnDefault(fields, d.getKey()));
        List<PathDefault> filledIn = defaults.propertyStream()
                .filter(d -> !d.getValue().isNull())
                .map(d -> PathDefault.of(d.getKey(), d.getValue()))
                .toList();
        return new TypeSchema(
                name,
                Form.OBJECT,
                Collections.unmodifiableMap(fields),
                List.copyOf(declared),
                null,
                List.of(),
                filledIn,
                written.path("mapType").asText("").equals("atomic"),
                false);
    }

    private void flatten(JsonNode written, Map<String, Field> fields) {
        for (JsonNode f : written.path("fields")) {
            JsonNode inlined = f.has("inline") ? table.apply(f.get("inline").asText()) : null;
            if (inlined != null) {
                flatten(inlined, fields);
            } else {
                Field field = field(f);
                fields.put(field.name(), field);
            }
        }
    }

    /** What the defaults file says about a field stands in place of the type table's word. */
    private static void withoutOwnDefault(Map<String, Field> fields, String name) {
        fields.computeIfPresent(name, (n, f) -> new Field(f.name(), f.type(), f.required(), null, f.wire(), f.merge()));
    }

    private static Field field(JsonNode f) {
        Field.Wire wire = new Field.Wire(
                f.path("proto").asInt(0),
                f.path("pointer").asBoolean(false),
                f.path("embedded").asBoolean(false));
        if (f.has("inline")) {
            return new Field("", new TypeRef.Named(f.get("inline").asText()), false, null, wire, Field.Merge.NONE);
        }
        return new Field(
                f.get("name").asText(),
                TypeRef.parse(f.get("type").asText()),
                f.path("required").asBoolean(false),
                defaultValue(f.path("default")),
                wire,
                merge(f));
    }

    /**
     * Zero values are what Go leaves out again when it writes, and a reference names a constant of Go; where such a default
     * counts, the defaults file says so.
     */
    private static @Nullable JsonNode defaultValue(JsonNode value) {
        boolean zero = value.isMissingNode() || value.isNumber() && value.asInt() == 0;
        boolean reference =
                value.isTextual() && (value.asText().isEmpty() || value.asText().startsWith("ref("));
        return zero || reference ? null : value;
    }

    private static Field.Merge merge(JsonNode f) {
        String strategy = f.path("patchStrategy").asText("");
        return new Field.Merge(
                ListKind.parse(f.path("listType").asText("")),
                strings(f.path("listMapKeys")),
                MapKind.parse(f.path("mapType").asText("")),
                strategy.isEmpty() ? List.of() : Arrays.asList(strategy.split(",")),
                f.path("patchMergeKey").asText(""));
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        for (JsonNode item : array) {
            strings.add(item.asText());
        }
        return strings;
    }
}
