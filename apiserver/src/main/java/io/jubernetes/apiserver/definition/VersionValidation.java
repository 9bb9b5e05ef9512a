package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apimachinery.structural.StructuralCheck;
import io.jubernetes.apiserver.schemarule.SchemaRules;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may stand in one version of a definition. */
final class VersionValidation {

    private static final List<String> COLUMN_TYPES = List.of("boolean", "date", "integer", "number", "string");
    private static final List<String> COLUMN_FORMATS =
            List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
    private static final int MOST_SELECTABLE = 8;

    private final String path;
    private final JsonNode version;
    private final Problems problems;

    VersionValidation(String path, JsonNode version, Problems problems) {
        this.path = path;
        this.version = version;
        this.problems = problems;
    }

    void validate() {
        String name = Trees.text(version, "name");
        List<String> wrong = Names.dns1035Label(name);
        if (!wrong.isEmpty()) {
            problems.invalid(path + ".name", name, String.join(",", wrong));
        }
        if (version.hasNonNull("deprecationWarning")
                && !version.path("deprecated").asBoolean(false)) {
            problems.invalid(
                    path + ".deprecationWarning",
                    version.path("deprecationWarning"),
                    "can only be set for deprecated versions");
        }
        if (version.path("subresources").hasNonNull("scale")) {
            scale(version.path("subresources").path("scale"));
        }
        columns();
        selectableFields();
    }

    /** @param at how it is named */
    void schema(String at) {
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        if (!schema.isObject()) {
            problems.required(at, "schemas are required");
        } else {
            List<StatusCause> found = StructuralCheck.problems(at, schema);
            problems.addAll(found.isEmpty() ? SchemaRules.problems(at, schema) : found);
        }
    }

    private void scale(JsonNode scale) {
        String at = path + ".subresources.scale";
        below(at + ".specReplicasPath", Trees.text(scale, "specReplicasPath"), ".spec", true);
        below(at + ".statusReplicasPath", Trees.text(scale, "statusReplicasPath"), ".status", true);
        String selector = Trees.text(scale, "labelSelectorPath");
        String field = at + ".labelSelectorPath";
        if (!selector.isEmpty() && isPath(field, selector)) {
            if (!selector.startsWith(".status.") && !selector.startsWith(".spec.")) {
                problems.invalid(field, selector, "should be a json path under either .status or .spec");
            }
        }
    }

    private void below(String field, String jsonPath, String root, boolean required) {
        if (jsonPath.isEmpty() && required) {
            problems.required(field);
        } else if (isPath(field, jsonPath) && !jsonPath.startsWith(root + ".")) {
            problems.invalid(field, jsonPath, "should be a json path under " + root);
        }
    }

    private boolean isPath(String field, String jsonPath) {
        if (jsonPath.isEmpty()) {
            problems.invalid(field, jsonPath, "must not be empty");
        } else if (!jsonPath.startsWith(".")) {
            problems.invalid(field, jsonPath, "must be a simple json path starting with .");
        }
        return jsonPath.startsWith(".");
    }

    private void columns() {
        JsonNode columns = version.path("additionalPrinterColumns");
        for (int i = 0; i < columns.size(); i++) {
            JsonNode column = columns.get(i);
            String at = path + ".additionalPrinterColumns[" + i + "]";
            if (Trees.text(column, "name").isEmpty()) {
                problems.required(at + ".name");
            }
            oneOf(at + ".type", Trees.text(column, "type"), COLUMN_TYPES, true);
            oneOf(at + ".format", Trees.text(column, "format"), COLUMN_FORMATS, false);
            if (Trees.text(column, "jsonPath").isEmpty()) {
                problems.required(at + ".jsonPath");
            } else {
                isPath(at + ".jsonPath", Trees.text(column, "jsonPath"));
            }
        }
    }

    private void oneOf(String field, String value, List<String> supported, boolean required) {
        if (value.isEmpty()) {
            if (required) {
                problems.required(field);
            }
        } else if (!supported.contains(value)) {
            problems.notSupported(field, value, supported);
        }
    }

    private void selectableFields() {
        JsonNode fields = version.path("selectableFields");
        if (fields.size() > MOST_SELECTABLE) {
            problems.tooMany(path + ".selectableFields", fields.size(), MOST_SELECTABLE);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String at = path + ".selectableFields[" + i + "].jsonPath";
            String jsonPath = Trees.text(fields.get(i), "jsonPath");
            if (jsonPath.isEmpty()) {
                problems.required(at);
            } else if (!seen.add(jsonPath)) {
                problems.duplicate(at, jsonPath);
            } else {
                selectable(at, jsonPath);
            }
        }
    }

    private void selectable(String at, String jsonPath) {
        if (!jsonPath.startsWith(".")) {
            problems.invalid(at, jsonPath, "is an invalid path: must be a simple json path starting with .");
            return;
        }
        if (jsonPath.startsWith(".metadata.")) {
            problems.invalid(at, jsonPath, "must not point to fields in metadata");
            return;
        }
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        for (String name : jsonPath.substring(1).split("\\.")) {
            schema = schema.path("properties").path(name);
        }
        if (schema.isMissingNode()) {
            problems.invalid(at, jsonPath, "is an invalid path: does not refer to a valid field");
        } else if (!List.of("string", "boolean", "integer").contains(Trees.text(schema, "type"))) {
            problems.invalid(
                    at,
                    jsonPath,
                    "must point to a field of type string, boolean or integer. Enum string fields and strings with"
                            + " formats are allowed.");
        }
    }
}
