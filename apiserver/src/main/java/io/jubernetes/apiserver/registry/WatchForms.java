package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.media.MediaTypes;
import io.jubernetes.apiserver.storage.MetadataRange;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.EventForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The forms in which watchers get their events as lines of JSON. */
final class WatchForms {

    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    private static final int FRAME = 4096;
    private static final byte[] END = {'}', '\n'};

    private WatchForms() {}

    /** The same form of objects that lie in another version than the one that is served. */
    static EventForm in(Versions versions, EventForm form) {
        return versions == Versions.SINGLE ? form : new InVersion(versions, form);
    }

    private record InVersion(Versions versions, EventForm form) implements EventForm {
        @Override
        public EventForm later() {
            return new InVersion(versions, form.later());
        }

        @Override
        public String contentType() {
            return form.contentType();
        }

        @Override
        public byte[] frame(String type, CachedObject object) {
            return form.frame(type, versions.served(object));
        }

        @Override
        public byte[] bookmark(long revision, boolean initialEventsEnd) {
            return form.bookmark(revision, initialEventsEnd);
        }

        @Override
        public byte[] error(ObjectNode status) {
            return form.error(status);
        }
    }

    /** What all of them have in common. */
    private interface JsonLines extends EventForm {
        @Override
        default String contentType() {
            return MediaTypes.JSON;
        }

        @Override
        default byte[] error(ObjectNode status) {
            return WatchForms.frame("ERROR", status);
        }
    }

    /** Complete objects: their bytes as they are, between a head and a tail. */
    record Plain(String apiVersion, String kind) implements JsonLines {

        static Plain of(ResourceType type) {
            return new Plain(type.apiVersion(), type.kind());
        }

        @Override
        public byte[] frame(String type, CachedObject object) {
            byte[] head = head(type);
            byte[] bytes = object.bytes();
            byte[] frame = new byte[head.length + bytes.length + 2];
            System.arraycopy(head, 0, frame, 0, head.length);
            System.arraycopy(bytes, 0, frame, head.length, bytes.length);
            frame[frame.length - 2] = '}';
            frame[frame.length - 1] = '\n';
            return frame;
        }

        @Override
        public byte[] bookmark(long revision, boolean initialEventsEnd) {
            return WatchForms.frame("BOOKMARK", marker(apiVersion, kind, revision, initialEventsEnd));
        }
    }

    /** Metadata only. */
    record Metadata() implements JsonLines {
        @Override
        public byte[] frame(String type, CachedObject object) {
            return WatchForms.frame(
                    type, out -> PartialMetadata.write(object.bytes(), MetadataRange.in(object.bytes()), out));
        }

        @Override
        public byte[] bookmark(long revision, boolean initialEventsEnd) {
            return WatchForms.frame(
                    "BOOKMARK", marker(PartialMetadata.API_VERSION, PartialMetadata.KIND, revision, initialEventsEnd));
        }
    }

    /** A table with one row each. @param headed whether it says what its columns are: once is enough */
    record Rows(Tables tables, boolean headed) implements JsonLines {
        @Override
        public EventForm later() {
            return new Rows(tables, false);
        }

        private ObjectNode empty(ObjectNode metadata) {
            ObjectNode table = tables.empty(metadata);
            return headed ? table : table.putNull("columnDefinitions");
        }

        @Override
        public byte[] frame(String type, CachedObject object) {
            ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(object.revision()));
            LongList table = new LongList(empty(metadata), List.of(object), tables::write);
            return WatchForms.frame(type, table::write);
        }

        @Override
        public byte[] bookmark(long revision, boolean initialEventsEnd) {
            ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(revision));
            ObjectNode table = empty(metadata);
            if (initialEventsEnd) {
                metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
            }
            return WatchForms.frame("BOOKMARK", table);
        }
    }

    static ObjectNode marker(String apiVersion, String kind, long revision, boolean initialEventsEnd) {
        ObjectNode object = Json.object().put("kind", kind).put("apiVersion", apiVersion);
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (initialEventsEnd) {
            metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
        }
        return object;
    }

    private static byte[] frame(String type, Consumer<Chunks> object) {
        Chunks line = new Chunks(FRAME);
        line.put(head(type));
        object.accept(line);
        line.put(END);
        return new ResponseBody.Bytes(line.takeAll()).join();
    }

    private static byte[] head(String type) {
        return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The event as a line of JSON. */
    static byte[] frame(String type, ObjectNode object) {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        return (event + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
