package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The versions of a definition as discovery shows them. */
final class VersionTypes {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");
    private static final String SCALE = "io.k8s.api.autoscaling.v1.Scale";

    private final Definition definition;

    VersionTypes(Definition definition) {
        this.definition = definition;
    }

    /** The newest first. What is stored is served to the end, so that the last objects can be deleted. */
    List<JsonNode> served() {
        return definition.versions().stream()
                .filter(version -> version.path("served").asBoolean(false)
                        || definition.isTerminating() && version.path("storage").asBoolean(false))
                .sorted((a, b) -> VersionOrder.INSTANCE.compare(Trees.text(b, "name"), Trees.text(a, "name")))
                .toList();
    }

    ResourceType of(JsonNode version) {
        JsonNode names = definition.acceptedNames();
        String kind = Trees.text(names, "kind");
        String name = Trees.text(version, "name");
        return new ResourceType(
                definition.group(),
                name,
                kind,
                Trees.text(names, "listKind"),
                definition.plural(),
                Trees.text(names, "singular"),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                definition.namespaced(),
                VERBS,
                subresources(version, name, kind),
                typeName(name, kind));
    }

    /** As upstream calls it: {@code com.example.v1.CronTab}. */
    private String typeName(String version, String kind) {
        List<String> parts = new ArrayList<>(Arrays.asList(definition.group().split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts) + "." + version + "." + kind;
    }

    private List<Subresource> subresources(JsonNode version, String name, String kind) {
        List<Subresource> all = new ArrayList<>();
        JsonNode wanted = version.path("subresources");
        if (wanted.hasNonNull("scale")) {
            all.add(new Subresource("scale", "autoscaling", "v1", "Scale", PART_VERBS, SCALE));
        }
        if (wanted.hasNonNull("status")) {
            all.add(new Subresource("status", definition.group(), name, kind, PART_VERBS, typeName(name, kind)));
        }
        return all;
    }

    /** What users of a version are told that will go; empty when it stays. */
    String deprecation(JsonNode version) {
        if (!version.path("deprecated").asBoolean(false)) {
            return "";
        }
        String own = Trees.text(version, "deprecationWarning");
        if (!own.isEmpty()) {
            return own;
        }
        String kind = Trees.text(definition.spec(), "names.kind");
        String name = Trees.text(version, "name");
        String newer = served().stream()
                .filter(other -> !other.path("deprecated").asBoolean(false))
                .map(other -> Trees.text(other, "name"))
                .filter(other -> VersionOrder.INSTANCE.compare(other, name) > 0)
                .findFirst()
                .map(other -> "; use " + definition.group() + "/" + other + " " + kind)
                .orElse("");
        return definition.group() + "/" + name + " " + kind + " is deprecated" + newer;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
