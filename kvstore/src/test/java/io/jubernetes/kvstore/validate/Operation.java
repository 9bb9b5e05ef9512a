package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;

/** Something that a client did, with the newest revisions that it knew of before and after. */
public sealed interface Operation {

    /** A write that changes something when it is committed. */
    record Write(Txn txn, CommitResult result, long before, long after) implements Operation {}

    record Read(RangeRequest request, RangeResult result, long before, long after) implements Operation {}
}
