package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.storage.MetadataRange;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.table.Cells;
import io.jubernetes.apiserver.table.TableConvertor.Columns;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tables around the cells that the printers make. What was made of an object is kept beside it. */
record Tables(Columns columns, Include include, Environment environment) {

    /** Larger cells are made anew each time, so that what is kept stays small beside the objects. */
    private static final int KEPT = 1024;

    private static final byte[] CELLS = ascii("{\"cells\":");
    private static final byte[] OBJECT = ascii(",\"object\":");
    private static final byte[] NULL = ascii("null");
    private static final byte[] END = ascii("}");

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

    /** What rows of an object are made of. */
    private record Row(Columns columns, Cells cells, MetadataRange metadata) implements CachedObject.Derived {}

    /** A table without rows, which are its last field. */
    ObjectNode empty(ObjectNode metadata) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", PartialMetadata.API_VERSION);
        table.set("metadata", metadata);
        table.set("columnDefinitions", columns.definitions());
        table.putArray("rows");
        return table;
    }

    ObjectNode ofOne(byte[] object) {
        return ofOne(StoredObject.decode(object));
    }

    ObjectNode ofOne(ObjectNode object) {
        ObjectNode metadata = Json.object();
        metadata.set("resourceVersion", object.path("metadata").path("resourceVersion"));
        ObjectNode table = empty(metadata);
        ObjectNode row = ((ArrayNode) table.get("rows")).addObject();
        row.set("cells", columns.cells(object).tree(environment.now()));
        switch (include) {
            case NONE -> row.putNull("object");
            case METADATA -> row.set("object", PartialMetadata.of(object));
            case OBJECT -> row.set("object", object);
        }
        return table;
    }

    /** The row of an object. */
    void write(CachedObject object, Chunks out) {
        Row row = row(object);
        out.put(CELLS);
        row.cells().write(environment.now(), out);
        out.put(OBJECT);
        switch (include) {
            case NONE -> out.put(NULL);
            case METADATA -> PartialMetadata.write(object.bytes(), row.metadata(), out);
            case OBJECT -> out.put(object.bytes());
        }
        out.put(END);
    }

    private Row row(CachedObject object) {
        if (object.derived() instanceof Row known && known.columns().equals(columns)) {
            return known;
        }
        Row made =
                new Row(columns, columns.cells(StoredObject.decode(object.bytes())), MetadataRange.in(object.bytes()));
        if (made.cells().size() <= KEPT) {
            object.keep(made);
        }
        return made;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
