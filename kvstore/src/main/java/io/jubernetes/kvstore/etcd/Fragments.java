package io.jubernetes.kvstore.etcd;

import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.WatchResponse;

/**
 * The two fields of etcd's protocol that jetcd's copy of it lacks: a watch may ask for messages that are too large to come in
 * pieces, and each piece but the last says so. etcd knows them since 3.4.
 */
final class Fragments {

    private static final int ASKED = 8;
    private static final int MORE_TO_COME = 7;

    private Fragments() {}

    /** For the request that creates a watch. */
    static UnknownFieldSet asked() {
        return UnknownFieldSet.newBuilder()
                .addField(ASKED, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }

    static boolean isLast(WatchResponse message) {
        return !message.getUnknownFields().hasField(MORE_TO_COME);
    }
}
