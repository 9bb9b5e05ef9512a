package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may stand in a definition. */
final class DefinitionValidation {

    private static final List<String> SCOPES = List.of("Cluster", "Namespaced");

    private final ObjectNode object;
    private final JsonNode spec;
    private final Problems problems;

    DefinitionValidation(ObjectNode object, Problems problems) {
        this.object = object;
        this.spec = object.path("spec");
        this.problems = problems;
    }

    void validate() {
        name();
        group();
        String scope = Trees.text(spec, "scope");
        if (scope.isEmpty()) {
            problems.required("spec.scope");
        } else if (!SCOPES.contains(scope)) {
            problems.notSupported("spec.scope", scope, SCOPES);
        }
        if (spec.path("preserveUnknownFields").asBoolean(false)) {
            problems.invalid(
                    "spec.preserveUnknownFields",
                    spec.path("preserveUnknownFields"),
                    "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema"
                            + " instead");
        }
        versions();
        names(spec.path("names"), "spec.names");
        ConversionValidation.validate(spec.path("conversion"), problems);
        storedVersions();
    }

    private void name() {
        String wanted = Trees.text(spec, "names.plural") + "." + Trees.text(spec, "group");
        String name = Trees.text(object, "metadata.name");
        if (!name.equals(wanted)) {
            problems.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }
    }

    private void group() {
        String group = Trees.text(spec, "group");
        List<String> wrong = Names.dns1123Subdomain(group);
        if (group.isEmpty()) {
            problems.required("spec.group");
        } else if (!wrong.isEmpty()) {
            problems.invalid("spec.group", group, String.join(",", wrong));
        } else if (group.indexOf('.') < 0) {
            problems.invalid("spec.group", group, "should be a domain with at least one dot");
        }
    }

    private void versions() {
        JsonNode versions = spec.path("versions");
        Set<String> seen = new HashSet<>();
        int stored = 0;
        boolean unique = true;
        JsonNode schema = versions.path(0).path("schema").path("openAPIV3Schema");
        boolean shared = schema.isObject()
                && versions.valueStream()
                        .allMatch(
                                version -> schema.equals(version.path("schema").path("openAPIV3Schema")));
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            unique &= seen.add(Trees.text(version, "name"));
            stored += version.path("storage").asBoolean(false) ? 1 : 0;
            VersionValidation validation = new VersionValidation("spec.versions[" + i + "]", version, problems);
            validation.validate();
            if (!shared) {
                validation.schema("spec.versions[" + i + "].schema.openAPIV3Schema");
            } else if (i == 0) {
                // what all versions have in common is named once, as in the first form that definitions had
                validation.schema("spec.validation.openAPIV3Schema");
            }
        }
        if (!unique) {
            problems.invalid("spec.versions", versions, "must contain unique version names");
        }
        if (stored != 1) {
            problems.invalid("spec.versions", versions, "must have exactly one version marked as storage version");
        }
    }

    private void names(JsonNode names, String path) {
        for (String field : List.of("plural", "singular", "kind", "listKind")) {
            String name = Trees.text(names, field);
            boolean mixed = field.toLowerCase(Locale.ROOT).endsWith("kind");
            List<String> wrong = Names.dns1035Label(mixed ? name.toLowerCase(Locale.ROOT) : name);
            if (name.isEmpty()) {
                problems.required(path + "." + field);
            } else if (!wrong.isEmpty()) {
                String hint = mixed ? "may have mixed case, but should otherwise match: " : "";
                problems.invalid(path + "." + field, name, hint + String.join(",", wrong));
            }
        }
        if (!Trees.text(names, "kind").isEmpty() && Trees.text(names, "kind").equals(Trees.text(names, "listKind"))) {
            problems.invalid(
                    path + ".listKind", Trees.text(names, "listKind"), "kind and listKind may not be the same");
        }
        labels(names, path, "shortNames");
        labels(names, path, "categories");
    }

    private void labels(JsonNode names, String path, String field) {
        JsonNode all = names.path(field);
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).asText();
            List<String> wrong = Names.dns1035Label(name);
            if (!wrong.isEmpty()) {
                problems.invalid(path + "." + field + "[" + i + "]", name, String.join(",", wrong));
            }
        }
    }

    private void storedVersions() {
        JsonNode stored = Trees.at(object, "status.storedVersions");
        Set<String> known = new HashSet<>();
        spec.path("versions").forEach(version -> known.add(Trees.text(version, "name")));
        for (int i = 0; i < stored.size(); i++) {
            String version = stored.get(i).asText();
            if (!known.contains(version)) {
                problems.invalid("status.storedVersions[" + i + "]", version, "must appear in spec.versions");
            }
        }
    }

    /** Where objects lie, and what they are, cannot change. */
    void validateUpdate(ObjectNode previous) {
        if (Conditions.isTrue(previous, Conditions.ESTABLISHED)) {
            immutable(previous, "spec.scope");
            immutable(previous, "spec.names.kind");
        }
        immutable(previous, "spec.group");
        immutable(previous, "spec.names.plural");
    }

    private void immutable(ObjectNode previous, String path) {
        if (!Trees.at(object, path).equals(Trees.at(previous, path))) {
            problems.invalid(path, Trees.at(object, path), "field is immutable");
        }
    }
}
