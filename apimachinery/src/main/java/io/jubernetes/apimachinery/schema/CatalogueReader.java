package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Joins the resources of the API table with the file of their names. */
final class CatalogueReader {

    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

    private final JsonNode names = ApiResources.tree(ApiResources.NAMES);

    private final List<String> groups = TypeReader.strings(names.path("groups"));

    static List<ResourceType> read() {
        return new CatalogueReader().resources();
    }

    private List<ResourceType> resources() {
        List<ResourceType> all = new ArrayList<>();
        for (JsonNode r : table()) {
            if (isServed(r)) {
                all.add(resource(r));
            }
        }
        for (JsonNode r : names.path("more")) {
            all.add(resource(r));
        }
        all.sort(this::inOrder);
        return all;
    }

    private int inOrder(ResourceType a, ResourceType b) {
        int byGroup = Integer.compare(groups.indexOf(a.group()), groups.indexOf(b.group()));
        int byVersion = byGroup == 0 ? b.version().compareTo(a.version()) : byGroup;
        return byVersion == 0 ? a.plural().compareTo(b.plural()) : byVersion;
    }

    /** Only the head of the file; its types follow behind. */
    private static JsonNode table() {
        try (InputStream file = ApiResources.open(ApiResources.TYPES);
                JsonParser parser = Json.factory().createParser(file)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("resources");
                parser.nextToken();
                if (found) {
                    return Json.read(parser);
                }
                parser.skipChildren();
            }
            throw new IllegalStateException("the API table has no resources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isServed(JsonNode r) {
        return !r.path("noVerbs").asBoolean(false)
                && groups.contains(r.path("group").asText());
    }

    private ResourceType resource(JsonNode r) {
        String group = r.path("group").asText();
        String kind = r.path("kind").asText();
        String key = group.isEmpty() ? kind : kind + "." + group;
        JsonNode name = names.path("resources").path(key);
        return new ResourceType(
                group,
                r.path("version").asText(),
                kind,
                kind + "List",
                name.path("plural").asText(plural(kind)),
                kind.toLowerCase(Locale.ROOT),
                TypeReader.strings(name.path("shortNames")),
                TypeReader.strings(name.path("categories")),
                r.path("namespaced").asBoolean(),
                verbs(r, name),
                subresources(r, name),
                r.path("type").asText());
    }

    private List<String> verbs(JsonNode r, JsonNode name) {
        JsonNode only = r.has("onlyVerbs") ? r.get("onlyVerbs") : name.path("verbs");
        return TypeReader.strings(only.isArray() ? only : names.path("verbs"));
    }

    private static List<Subresource> subresources(JsonNode r, JsonNode name) {
        List<Subresource> all = new ArrayList<>();
        boolean status = r.path("status").asBoolean(false) && !r.has("onlyVerbs");
        if (status || name.path("status").asBoolean(false)) {
            all.add(ofItself("status", r, STATUS_VERBS));
        }
        for (var s : name.path("subresources").properties()) {
            List<String> verbs = TypeReader.strings(s.getValue().path("verbs"));
            all.add(s.getValue().has("kind") ? subresource(s.getKey(), s.getValue()) : ofItself(s.getKey(), r, verbs));
        }
        all.sort(Comparator.comparing(Subresource::name));
        return all;
    }

    private static Subresource ofItself(String name, JsonNode r, List<String> verbs) {
        return new Subresource(
                name,
                r.path("group").asText(),
                r.path("version").asText(),
                r.path("kind").asText(),
                verbs,
                r.path("type").asText());
    }

    private static Subresource subresource(String name, JsonNode s) {
        return new Subresource(
                name,
                s.path("group").asText(""),
                s.path("version").asText("v1"),
                s.path("kind").asText(),
                TypeReader.strings(s.path("verbs")),
                s.path("type").asText(""));
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("s")) {
            return lower + "es";
        }
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }
}
