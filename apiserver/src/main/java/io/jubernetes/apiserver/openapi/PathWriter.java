package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import java.util.List;

/** Writes the paths of resources with their operations. Used for one document. */
final class PathWriter {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final OperationWriter operations;
    private final Parameters parameters;
    private final SchemaWriter schemas;
    private final ObjectNode paths = Json.object();
    private boolean strategic;

    PathWriter(Dialect dialect, SchemaWriter schemas) {
        this.operations = new OperationWriter(dialect, schemas);
        this.parameters = new Parameters(dialect);
        this.schemas = schemas;
    }

    ObjectNode paths() {
        return paths;
    }

    void add(ResourceType type) {
        strategic = !schemas.isCustom(type.schemaType());
        String root = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
        String collection = root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        Operation whole = Operation.of(type);
        Operation one = whole.withType(type.schemaType());
        operation(collection, "get", "list", whole.withType(type.schemaType() + "List"), type.verbs());
        operation(collection, "post", "create", one, type.verbs());
        operation(collection, "delete", "deletecollection", whole.withType(META + "Status"), type.verbs());
        item(collection + "/{name}", one, type.verbs());
        if (type.namespaced() && type.allows("list")) {
            Operation everywhere = whole.withType(type.schemaType() + "List").forAllNamespaces();
            operation(root + "/" + type.plural(), "get", "list", everywhere, type.verbs());
        }
        type.subresources().forEach(sub -> subresource(collection + "/{name}/" + sub.name(), type, sub));
    }

    private void subresource(String path, ResourceType type, Subresource sub) {
        Operation operation = Operation.of(type, sub);
        operation(path, "post", "create", operation, sub.verbs());
        item(path, operation, sub.verbs());
    }

    private void item(String path, Operation operation, List<String> verbs) {
        operation(path, "get", "get", operation, verbs);
        operation(path, "put", "update", operation, verbs);
        operation(path, "patch", "patch", operation, verbs);
        boolean proxied = operation.type().isEmpty();
        operation(path, "delete", "delete", proxied ? operation : operation.withType(META + "Status"), verbs);
    }

    private void operation(String path, String method, String verb, Operation operation, List<String> verbs) {
        if (!verbs.contains(verb)) {
            return;
        }
        ObjectNode item = (ObjectNode) paths.get(path);
        if (item == null) {
            item = paths.putObject(path);
            item.set("parameters", parameters.path(path));
        }
        ObjectNode written = operations.write(verb, operation, strategic);
        written.set("parameters", operations.withBody(verb, operation, parameters.query(verb)));
        item.set(method, written);
    }
}
