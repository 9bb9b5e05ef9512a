package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.List;
import java.util.Map;

/** Puts whole documents together. */
final class Specifications {

    private final Catalogue catalogue;
    private final CustomSchemas custom;
    private final String version;
    private final Map<String, List<GroupVersionKind>> kinds;

    Specifications(ServedTypes types, String version) {
        this.catalogue = types.catalogue();
        this.custom = new CustomSchemas(types);
        this.version = version;
        this.kinds = GroupVersionKind.byType(catalogue);
    }

    /** The document of one group and version. */
    ObjectNode v3(String group, String groupVersion) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.set("info", info());
        SchemaWriter schemas = new SchemaWriter(catalogue.schema(), custom, Dialect.V3, kinds);
        PathWriter paths = new PathWriter(Dialect.V3, schemas);
        catalogue.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(groupVersion))
                .forEach(paths::add);
        document.set("paths", paths.paths());
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.schemas());
        components.putObject("securitySchemes").set("BearerToken", bearer());
        return document;
    }

    /** Everything in one document. */
    ObjectNode v2() {
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.set("info", info());
        SchemaWriter schemas = new SchemaWriter(catalogue.schema(), custom, Dialect.V2, kinds);
        PathWriter paths = new PathWriter(Dialect.V2, schemas);
        for (ResourceType type : catalogue.all()) {
            paths.add(type);
        }
        document.set("paths", paths.paths());
        document.set("definitions", schemas.schemas());
        document.putObject("securityDefinitions").set("BearerToken", bearer());
        return document;
    }

    private ObjectNode info() {
        return Json.object().put("title", "Kubernetes").put("version", version);
    }

    private static ObjectNode bearer() {
        return Json.object().put("type", "apiKey").put("name", "authorization").put("in", "header");
    }
}
