package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;

/** Writes single operations. */
final class OperationWriter {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final List<String> PATCHES = List.of(
            "application/apply-patch+yaml",
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json");
    private static final List<String> OBJECTS = List.of("application/json", "application/yaml");

    private final Dialect dialect;
    private final SchemaWriter schemas;

    OperationWriter(Dialect dialect, SchemaWriter schemas) {
        this.dialect = dialect;
        this.schemas = schemas;
    }

    ObjectNode write(String verb, Operation operation, boolean strategic) {
        ObjectNode node = Json.object();
        node.putArray("tags").add(operation.tag());
        node.put("operationId", operation.id(verb));
        String body = bodyType(verb, operation);
        if (dialect == Dialect.V3 && !body.isEmpty()) {
            content(node.putObject("requestBody"), bodyMedia(verb, strategic), body);
        }
        if (dialect == Dialect.V2) {
            OBJECTS.forEach(node.putArray("produces")::add);
            (body.isEmpty() ? List.of("*/*") : bodyMedia(verb, strategic)).forEach(node.putArray("consumes")::add);
        }
        responses(node.putObject("responses"), verb, operation);
        node.put("x-kubernetes-action", action(verb));
        node.set("x-kubernetes-group-version-kind", operation.kind().toJson());
        return node;
    }

    /** In version 2 the body is one of the parameters. */
    ArrayNode withBody(String verb, Operation operation, ArrayNode query) {
        String body = bodyType(verb, operation);
        if (dialect == Dialect.V2 && !body.isEmpty()) {
            query.addObject()
                    .put("name", "body")
                    .put("in", "body")
                    .put("required", !verb.startsWith("delete"))
                    .set("schema", schemas.reference(body));
        }
        return query;
    }

    private static String bodyType(String verb, Operation operation) {
        return switch (verb) {
            case "create", "update" -> operation.body();
            case "patch" -> operation.body().isEmpty() ? "" : META + "Patch";
            case "delete", "deletecollection" -> operation.body().isEmpty() ? "" : META + "DeleteOptions";
            default -> "";
        };
    }

    /** Clients send strategic merge patches where they are told that those are taken. */
    private static List<String> bodyMedia(String verb, boolean strategic) {
        if (!verb.equals("patch")) {
            return OBJECTS;
        }
        return strategic ? PATCHES : PATCHES.subList(0, PATCHES.size() - 1);
    }

    private void responses(ObjectNode responses, String verb, Operation operation) {
        response(responses.putObject("200"), "OK", operation.type());
        if (List.of("create", "update", "patch").contains(verb)
                && !operation.type().isEmpty()) {
            response(responses.putObject("201"), "Created", operation.type());
        }
        if (List.of("create", "delete").contains(verb) && !operation.type().isEmpty()) {
            response(responses.putObject("202"), "Accepted", operation.type());
        }
        responses.putObject("401").put("description", "Unauthorized");
    }

    private void response(ObjectNode response, String description, String type) {
        response.put("description", description);
        if (dialect == Dialect.V3) {
            content(response, type.isEmpty() ? List.of("*/*") : OBJECTS, type);
        } else if (type.isEmpty()) {
            response.putObject("schema").put("type", "string");
        } else {
            response.set("schema", schemas.reference(type));
        }
    }

    private void content(ObjectNode owner, List<String> media, String type) {
        ObjectNode content = owner.putObject("content");
        for (String one : media) {
            ObjectNode schema = type.isEmpty() ? Json.object().put("type", "string") : schemas.reference(type);
            content.putObject(one).set("schema", schema);
        }
    }

    private static String action(String verb) {
        return switch (verb) {
            case "create" -> "post";
            case "update" -> "put";
            default -> verb;
        };
    }
}
