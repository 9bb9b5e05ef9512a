package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.surface.TableConvertor;
import org.jspecify.annotations.Nullable;

/** Tables around the rows that the printers make. */
record Tables(TableConvertor printers, ApiGroupVersion api, String kind, Include include) {

    /** How much of the object a row carries. */
    enum Include {
        NONE,
        METADATA,
        OBJECT;

        static Include parse(@Nullable String text) {
            return switch (text == null ? "" : text) {
                case "None" -> NONE;
                case "", "Metadata" -> METADATA;
                case "Object" -> OBJECT;
                default -> throw ApiException.badRequest("unrecognized includeObject value: \"" + text + "\"");
            };
        }
    }

    /** A table without rows, which are its last field. */
    ObjectNode empty(ObjectNode metadata) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", PartialMetadata.API_VERSION);
        table.set("metadata", metadata);
        table.set("columnDefinitions", printers.columnDefinitions(api, kind));
        table.putArray("rows");
        return table;
    }

    ObjectNode ofOne(byte[] object) {
        return ofOne(StoredObject.decode(object));
    }

    ObjectNode ofOne(ObjectNode decoded) {
        ObjectNode metadata = Json.object();
        metadata.set("resourceVersion", decoded.path("metadata").path("resourceVersion"));
        ObjectNode table = empty(metadata);
        ((ArrayNode) table.get("rows")).add(row(decoded));
        return table;
    }

    ObjectNode row(byte[] object) {
        return row(StoredObject.decode(object));
    }

    private ObjectNode row(ObjectNode object) {
        ObjectNode row = Json.object();
        row.set("cells", printers.cells(api, kind, object));
        switch (include) {
            case NONE -> row.putNull("object");
            case METADATA -> row.set("object", PartialMetadata.of(object));
            case OBJECT -> row.set("object", object);
        }
        return row;
    }
}
