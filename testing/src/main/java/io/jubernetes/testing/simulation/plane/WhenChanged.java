package io.jubernetes.testing.simulation.plane;

import io.jubernetes.testing.simulation.history.StoreHistory;
import java.util.function.BooleanSupplier;

/** Looks at a condition only when the store has changed since; and ends the run when an invariant is broken. */
final class WhenChanged implements BooleanSupplier {

    private final StoreHistory history;
    private final BooleanSupplier condition;
    private long looked = -1;

    WhenChanged(StoreHistory history, BooleanSupplier condition) {
        this.history = history;
        this.condition = condition;
    }

    @Override
    public boolean getAsBoolean() {
        history.requireIntact();
        if (history.revision() == looked) {
            return false;
        }
        looked = history.revision();
        return condition.getAsBoolean();
    }
}
