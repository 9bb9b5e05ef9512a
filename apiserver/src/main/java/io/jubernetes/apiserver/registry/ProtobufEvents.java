package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.EventForm;

/**
 * Events as protobuf messages, each behind its length.
 *
 * @param whole whether they carry complete objects, not only metadata
 * @param apiVersion of the objects
 * @param kind of the objects
 */
record ProtobufEvents(boolean whole, String apiVersion, String kind) implements EventForm {

    @Override
    public String contentType() {
        return ProtobufCodec.MEDIA_TYPE + ";stream=watch";
    }

    @Override
    public byte[] frame(String type, CachedObject object) {
        return encode(type, whole ? StoredObject.decode(object.bytes()) : PartialMetadata.of(object.bytes()));
    }

    @Override
    public byte[] bookmark(long revision, boolean initialEventsEnd) {
        String version = whole ? apiVersion : PartialMetadata.API_VERSION;
        return encode(
                "BOOKMARK",
                WatchForms.marker(version, whole ? kind : PartialMetadata.KIND, revision, initialEventsEnd));
    }

    @Override
    public byte[] error(ObjectNode status) {
        return encode("ERROR", status);
    }

    private static byte[] encode(String type, ObjectNode object) {
        return ProtobufCodec.kubernetes().encodeEvent(type, object);
    }
}
