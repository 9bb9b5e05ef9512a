package io.jubernetes.testing.simulation.plane;

import io.jubernetes.testing.simulation.Parts;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The program behind {@code dev/simulate}: {@code COUNT FIRST} runs so many seeds from the first and tells of each that failed as
 * soon as it has; ends with 1 when one did.
 */
public final class Simulate {

    private static final int TELL_EVERY = 500;

    private final PrintStream out;
    private final List<Long> broken = new ArrayList<>();
    private long changes;

    private Simulate(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[1]);
        Simulate all = new Simulate(System.out);
        all.run(first, first + Long.parseLong(arguments[0]));
        System.exit(all.broken.isEmpty() ? 0 : 1);
    }

    private void run(long first, long end) {
        for (long seed = first; seed < end; seed++) {
            runOne(seed);
            if ((seed + 1 - first) % TELL_EVERY == 0 || seed + 1 == end) {
                tell(first, seed);
            }
        }
    }

    private void runOne(long seed) {
        try {
            changes += PlaneRun.of(seed, Parts.REAL).changes();
        } catch (AssertionError e) {
            broken.add(seed);
            out.println(e.getMessage());
        }
    }

    private void tell(long first, long last) {
        out.printf(
                "seeds %d to %d: %d clean, %d failed %s, %d changes of the store%n",
                first, last, last + 1 - first - broken.size(), broken.size(), broken, changes);
    }
}
