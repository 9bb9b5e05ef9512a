package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.value.CostExceeded;

/** Counts what an evaluation costs, and ends it when that is too much. Of one thread. */
public final class CostMeter {

    private final long limit;
    private long spent;

    public CostMeter(long limit) {
        this.limit = limit;
    }

    /** @throws CostExceeded when this is more than is left */
    void pay(long cost) {
        long sum = spent + cost;
        spent = sum < 0 ? Long.MAX_VALUE : sum;
        if (spent > limit) {
            throw new CostExceeded();
        }
    }

    public long spent() {
        return spent;
    }
}
