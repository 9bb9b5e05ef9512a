package io.jubernetes.bench.api;

/** Hears the answer to one request, on the thread that reads its connection. */
interface Exchange {

    /** The answer's head came. */
    default void status(int code) {}

    /** Some of the body came; the bytes are valid during the call only. */
    default void body(byte[] bytes, int offset, int length) {}

    /** The answer is whole. */
    default void ended() {}
}
