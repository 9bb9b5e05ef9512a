package io.jubernetes.testing.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries one decoder again and again. A failure says the input, and the seed that leads to it again. */
final class Fuzz {

    private static final Logger LOG = LoggerFactory.getLogger(Fuzz.class);
    private static final long SECONDS = Long.getLong("jubernetes.fuzz.seconds", 0);
    private static final long SEED = Long.getLong("jubernetes.fuzz.seed", 1);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final long MEMORY = 96L << 20;

    private Fuzz() {}

    /** What is tried. */
    @FunctionalInterface
    interface Decoder {
        /** Returns when the input was read or refused; throws when anything else happened. */
        void read(byte[] input) throws Exception;
    }

    /** @param tries when no time was set */
    static void run(String what, int tries, Function<Mutator, byte[]> inputs, Decoder decoder) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        long seed = SEED;
        for (int i = 0; SECONDS > 0 ? System.nanoTime() - begin < SECONDS * 1_000_000_000L : i < tries; i++, seed++) {
            byte[] input = inputs.apply(new Mutator(new Random(seed * 0x9E3779B97F4A7C15L)));
            long before = System.nanoTime();
            long taken = memory.getCurrentThreadAllocatedBytes();
            try {
                decoder.read(input);
            } catch (Exception | StackOverflowError | AssertionError e) {
                throw new AssertionError(named(what, seed, input), e);
            }
            taken = memory.getCurrentThreadAllocatedBytes() - taken;
            Duration time = Duration.ofNanos(System.nanoTime() - before);
            if (time.compareTo(SLOW) > 0 || taken > MEMORY + 2000L * input.length) {
                throw new AssertionError(named(what, seed, input) + " took " + time + " and " + taken + " bytes");
            }
        }
        LOG.info("fuzzed decoder={} tries={}", what, seed - SEED);
    }

    private static String named(String what, long seed, byte[] input) {
        String text = Base64.getEncoder().encodeToString(input);
        return what + " -Djubernetes.fuzz.seed=" + seed + " " + text.substring(0, Math.min(8000, text.length()));
    }
}
