package io.jubernetes.apiserver.registry;

/**
 * What a write left behind.
 *
 * @param bytes the object as readers get it
 * @param how what happened to it
 */
record Written(byte[] bytes, How how) {

    /** What happened to the object. */
    enum How {
        CREATED,
        UPDATED,
        /** It is gone; the bytes show its last state. */
        DELETED
    }
}
