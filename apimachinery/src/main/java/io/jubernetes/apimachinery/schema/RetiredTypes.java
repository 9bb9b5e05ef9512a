package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of retired versions: those of today in packages of their own, but for what the file says of them. */
final class RetiredTypes {

    private final TypeTable today = TypeTable.kubernetes();
    private final TypeReader reader = new TypeReader(this::written);
    private final JsonNode differences;
    /** Of which packages the types of a package are made. */
    private final Map<String, List<String>> packages = new HashMap<>();

    RetiredTypes(JsonNode file) {
        this.differences = file.path("types");
        file.path("versions")
                .properties()
                .forEach(version -> packages.put(
                        packageOf(version.getKey()),
                        TypeReader.strings(version.getValue().path("like"))));
    }

    /** {@code io.k8s.api.rbac.v1beta1} for {@code rbac.authorization.k8s.io/v1beta1}. */
    static String packageOf(String apiVersion) {
        String group = apiVersion.substring(0, apiVersion.indexOf('/'));
        return "io.k8s.api." + group.split("\\.")[0]
                + apiVersion.substring(group.length()).replace('/', '.');
    }

    /** A type of a retired version, or of today; null when there is none of this name. */
    @Nullable
    TypeSchema read(String name) {
        if (!packages.containsKey(packageIn(name))) {
            return Schema.kubernetes().find(name);
        }
        JsonNode written = written(name);
        if (written == null) {
            return null;
        }
        String original = original(name);
        ObjectNode defaults = Json.object();
        today.defaults(original).properties().forEach(d -> defaults.set(d.getKey(), d.getValue()));
        differences.path(name).path("defaults").properties().forEach(d -> defaults.set(d.getKey(), d.getValue()));
        return reader.read(name, written, today.enums(original), defaults);
    }

    /** The type of today that one is made of; itself when it is one of today or of nothing else. */
    String original(String name) {
        String like = differences.path(name).path("like").asText();
        if (!like.isEmpty()) {
            return like;
        }
        String owner = packageIn(name);
        return packages.getOrDefault(owner, List.of()).stream()
                .map(other -> other + name.substring(owner.length()))
                .filter(today::has)
                .findFirst()
                .orElse(name);
    }

    private static String packageIn(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private @Nullable JsonNode written(String name) {
        JsonNode original = today.parse(original(name));
        String owner = packageIn(name);
        if (!packages.containsKey(owner) || original == null && !differences.has(name)) {
            return original;
        }
        ObjectNode type = original instanceof ObjectNode object ? object : Json.object();
        rename(type, owner);
        change(type, differences.path(name));
        return type;
    }

    /** Types refer to those of their own package. */
    private void rename(ObjectNode type, String owner) {
        renameIn(type, "alias", owner);
        for (JsonNode field : type.path("fields")) {
            renameIn((ObjectNode) field, "type", owner);
            renameIn((ObjectNode) field, "inline", owner);
        }
    }

    private void renameIn(ObjectNode node, String key, String owner) {
        for (String like : packages.getOrDefault(owner, List.of())) {
            String text = node.path(key).asText();
            if (text.contains(like + ".")) {
                node.put(key, text.replace(like + ".", owner + "."));
            }
        }
    }

    private static void change(ObjectNode type, JsonNode difference) {
        ArrayNode fields = type.withArrayProperty("fields");
        List<String> without = TypeReader.strings(difference.path("without"));
        List<String> optional = TypeReader.strings(difference.path("optional"));
        for (int i = fields.size() - 1; i >= 0; i--) {
            ObjectNode field = (ObjectNode) fields.get(i);
            if (without.contains(field.path("name").asText())) {
                fields.remove(i);
            } else if (optional.contains(field.path("name").asText())) {
                field.remove("required");
            }
        }
        difference.path("fields").forEach(fields::add);
        if (fields.isEmpty()) {
            type.remove("fields");
        }
    }
}
