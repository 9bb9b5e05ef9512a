package io.jubernetes.apiserver.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * The form of objects in the store: JSON that begins with {@code apiVersion}, {@code kind} and {@code metadata}, without
 * {@code metadata.resourceVersion}, which is not known before the store has decided. It is put in afterwards, by copying
 * bytes, at the one place where {@code metadata} opens.
 *
 * <pre>
 *   {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a",…          as stored
 *                                              ^ "resourceVersion":"7",
 * </pre>
 */
public final class StoredObject {

    private static final byte[] METADATA = "\"metadata\":{".getBytes(StandardCharsets.US_ASCII);

    private StoredObject() {}

    /** The bytes to store. {@code object} is not changed. */
    public static byte[] encode(ObjectNode object) {
        ObjectNode ordered = Json.object();
        ordered.set("apiVersion", object.path("apiVersion"));
        ordered.set("kind", object.path("kind"));
        ObjectNode metadata = Json.object();
        object.path("metadata").properties().forEach(e -> metadata.set(e.getKey(), e.getValue()));
        metadata.remove("resourceVersion");
        ordered.set("metadata", metadata);
        object.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
        return Json.encode(ordered);
    }

    /** The bytes that readers get: what was stored, with its revision. */
    public static byte[] withRevision(byte[] stored, long revision) {
        int at = metadataStart(stored);
        boolean empty = stored[at] == '}';
        byte[] member =
                ("\"resourceVersion\":\"" + revision + (empty ? "\"" : "\",")).getBytes(StandardCharsets.US_ASCII);
        byte[] spliced = new byte[stored.length + member.length];
        System.arraycopy(stored, 0, spliced, 0, at);
        System.arraycopy(member, 0, spliced, at, member.length);
        System.arraycopy(stored, at, spliced, at + member.length, stored.length - at);
        return spliced;
    }

    /** Bytes made by {@link #withRevision}, with another revision. */
    public static byte[] replaceRevision(byte[] spliced, long revision) {
        int at = metadataStart(spliced);
        int valueStart = at + "\"resourceVersion\":\"".length();
        int valueEnd = valueStart;
        while (spliced[valueEnd] != '"') {
            valueEnd++;
        }
        byte[] value = Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
        byte[] replaced = new byte[spliced.length - (valueEnd - valueStart) + value.length];
        System.arraycopy(spliced, 0, replaced, 0, valueStart);
        System.arraycopy(value, 0, replaced, valueStart, value.length);
        System.arraycopy(spliced, valueEnd, replaced, valueStart + value.length, spliced.length - valueEnd);
        return replaced;
    }

    /** Decodes bytes made by this class. The tree belongs to the caller. */
    public static ObjectNode decode(byte[] bytes) {
        return (ObjectNode) Json.decodeTrusted(bytes);
    }

    // apiVersion and kind come first and cannot contain a quote: the first match is the object's own metadata
    static int metadataStart(byte[] object) {
        for (int at = 0; at < object.length - METADATA.length; at++) {
            if (matches(object, at)) {
                return at + METADATA.length;
            }
        }
        throw new IllegalStateException("a stored object without metadata");
    }

    private static boolean matches(byte[] object, int at) {
        for (int i = 0; i < METADATA.length; i++) {
            if (object[at + i] != METADATA[i]) {
                return false;
            }
        }
        return true;
    }
}
