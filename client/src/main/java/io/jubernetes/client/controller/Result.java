package io.jubernetes.client.controller;

import java.time.Duration;

/** What a reconciliation came to. */
public sealed interface Result {

    /** Nothing is left to do until something changes. */
    record Done() implements Result {}

    /** Look again after a time, even if nothing changes. */
    record RequeueAfter(Duration delay) implements Result {}

    Result DONE = new Done();

    static Result done() {
        return DONE;
    }

    static Result requeueAfter(Duration delay) {
        return new RequeueAfter(delay);
    }
}
