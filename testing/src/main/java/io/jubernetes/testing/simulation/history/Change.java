package io.jubernetes.testing.simulation.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.kvstore.Event;
import org.jspecify.annotations.Nullable;

/** One change of one object. Trees are read when first asked for, and never changed. */
public final class Change {

    private final Event event;
    private final @Nullable Change before;
    private @Nullable JsonNode tree;

    /** @param before the change that made what the object was before */
    Change(Event event, @Nullable Change before) {
        this.event = event;
        this.before = before;
    }

    public String key() {
        return event.key();
    }

    public long revision() {
        return event.revision();
    }

    public boolean isCreation() {
        return event.previous() == null;
    }

    public boolean isDeletion() {
        return event instanceof Event.Delete;
    }

    /** The object as stored; empty when this change deleted it. */
    public byte[] bytes() {
        return event instanceof Event.Put put ? put.current().value() : new byte[0];
    }

    /** The object; a missing node when this change deleted it. */
    public JsonNode object() {
        if (tree == null) {
            tree = isDeletion() ? MissingNode.getInstance() : Json.decodeTrusted(bytes());
        }
        return tree;
    }

    /** The object before this change; a missing node when there was none. */
    public JsonNode previous() {
        return before == null ? MissingNode.getInstance() : before.object();
    }

    public byte[] previousBytes() {
        return before == null ? new byte[0] : before.bytes();
    }

    @Override
    public String toString() {
        String what = isDeletion() ? "deleted" : isCreation() ? "created" : "updated";
        return revision() + " " + what + " " + key();
    }
}
