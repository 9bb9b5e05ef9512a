package io.jubernetes.apiserver.openapi;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import java.util.Locale;

/**
 * What an operation is about.
 *
 * @param kind of what it takes and gives
 * @param tag groups operations by API group and version
 * @param idStem what the names of its operations have in common before the noun: {@code AppsV1}
 * @param idNoun {@code NamespacedDeploymentScale}
 * @param type of what it gives; empty when that is no object of the API
 * @param body of what is written to it; empty for none
 */
record Operation(GroupVersionKind kind, String tag, String idStem, String idNoun, String type, String body) {

    static Operation of(ResourceType type) {
        String noun = (type.namespaced() ? "Namespaced" : "") + type.kind();
        return new Operation(
                GroupVersionKind.of(type), tag(type), stem(type), noun, type.schemaType(), type.schemaType());
    }

    static Operation of(ResourceType type, Subresource sub) {
        String noun = (type.namespaced() ? "Namespaced" : "") + type.kind() + capitalized(sub.name());
        return new Operation(GroupVersionKind.of(sub), tag(type), stem(type), noun, sub.schemaType(), sub.schemaType());
    }

    Operation withType(String newType) {
        return new Operation(kind, tag, idStem, idNoun, newType, body);
    }

    Operation forAllNamespaces() {
        String noun = kind.kind() + "ForAllNamespaces";
        return new Operation(kind, tag, idStem, noun, type, body);
    }

    String id(String verb) {
        return switch (verb) {
            case "get" -> "read" + idStem + idNoun;
            case "update" -> "replace" + idStem + idNoun;
            case "deletecollection" -> "delete" + idStem + "Collection" + idNoun;
            default -> verb + idStem + idNoun;
        };
    }

    private static String tag(ResourceType type) {
        return groupName(type).replace('.', '_') + "_" + type.version();
    }

    private static String stem(ResourceType type) {
        StringBuilder stem = new StringBuilder();
        for (String part : groupName(type).split("\\.")) {
            stem.append(capitalized(part));
        }
        return stem.append(capitalized(type.version())).toString();
    }

    private static String groupName(ResourceType type) {
        return type.group().isEmpty() ? "core" : type.group().replace(".k8s.io", "");
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
