package io.jubernetes.kubelet.config;

/** From thousandths of a processor to what the kernel's scheduler understands. */
public final class CpuTime {

    /** Microseconds in which a quota holds. */
    public static final long PERIOD = 100_000;

    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long LEAST_QUOTA = 1000;

    private CpuTime() {}

    /** The weight, 1024 for a processor; also nothing weighs a little. */
    public static long shares(long milli) {
        return Math.clamp(milli * 1024 / 1000, LEAST_SHARES, MOST_SHARES);
    }

    /** Microseconds in each {@link #PERIOD}; 0 for no bound. */
    public static long quota(long milli) {
        return milli == 0 ? 0 : Math.max(milli * PERIOD / 1000, LEAST_QUOTA);
    }
}
