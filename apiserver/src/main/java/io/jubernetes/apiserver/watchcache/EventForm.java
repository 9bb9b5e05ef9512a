package io.jubernetes.apiserver.watchcache;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a watcher wants its events: plain objects, table rows, metadata only. Equal forms share what they make. */
public interface EventForm {

    /** The media type of the stream. */
    String contentType();

    /** The bytes of one event. @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED} */
    byte[] frame(String type, CachedObject object);

    /** The form of all events but the first of a watch: what they have in common need not be said again. */
    default EventForm later() {
        return this;
    }

    /** The bytes of a bookmark. @param initialEventsEnd whether it says that the initial events are complete */
    byte[] bookmark(long revision, boolean initialEventsEnd);

    /** The bytes that tell why the stream ends. @param status a {@code Status} */
    byte[] error(ObjectNode status);
}
