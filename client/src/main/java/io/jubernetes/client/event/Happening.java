package io.jubernetes.client.event;

import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event is made of. */
record Happening(ObjectReference about, String type, String reason, String message, Instant when) {

    /** Two happenings with the same key are the same event, twice. */
    record Key(String kind, String namespace, String name, String uid, String fieldPath, Said said) {}

    /** What was said about the object. */
    record Said(String type, String reason, String message) {}

    Key key() {
        return new Key(
                orEmpty(about.getKind()),
                orEmpty(about.getNamespace()),
                orEmpty(about.getName()),
                orEmpty(about.getUid()),
                orEmpty(about.getFieldPath()),
                new Said(type, reason, message));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
