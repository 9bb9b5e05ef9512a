package io.jubernetes.kubelet.settings;

import io.jubernetes.apimachinery.quantity.Quantity;
import java.time.Duration;

/**
 * Below which amount a node is short of something.
 *
 * @param amount a quantity, or a share of the whole as {@code 10%}
 * @param grace how long it may be so before pods have to go; zero for a hard threshold
 * @param reclaim by how much it has to be exceeded until the shortage is over; as {@code amount}, or empty
 */
public record Threshold(Signal signal, String amount, Duration grace, String reclaim) {

    public Threshold {
        bytes(amount, 1);
        bytes(reclaim, 1);
    }

    public boolean isHard() {
        return grace.isZero();
    }

    /** @param capacity the whole */
    public long bound(long capacity) {
        return bytes(amount, capacity);
    }

    /** The amount at which a shortage that began is over. */
    public long end(long capacity) {
        return bound(capacity) + bytes(reclaim, capacity);
    }

    private static long bytes(String amount, long capacity) {
        if (amount.isEmpty()) {
            return 0;
        }
        if (amount.endsWith("%")) {
            double share = Double.parseDouble(amount.substring(0, amount.length() - 1));
            if (!(share >= 0 && share <= 100)) {
                throw new IllegalArgumentException("a share is between 0% and 100%");
            }
            return (long) (capacity * share / 100);
        }
        Quantity quantity = Quantity.parse(amount);
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("an amount is not negative");
        }
        return quantity.value();
    }
}
