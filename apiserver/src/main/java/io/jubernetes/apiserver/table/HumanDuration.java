package io.jubernetes.apiserver.table;

import java.time.Duration;

/** Durations as tables show them: at most two units, coarser as they get longer. */
public final class HumanDuration {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private HumanDuration() {}

    public static String of(Duration duration) {
        long millis = duration.toMillis();
        long seconds = millis / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (millis < 0) {
            return "0s";
        }
        return seconds < 3 * HOUR ? minutesOrLess(seconds) : hoursOrMore(seconds);
    }

    private static String minutesOrLess(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + "s";
        }
        return seconds < 10 * MINUTE ? two(seconds, MINUTE, "m", 1, "s") : seconds / MINUTE + "m";
    }

    private static String hoursOrMore(long seconds) {
        if (seconds < 8 * HOUR) {
            return two(seconds, HOUR, "h", MINUTE, "m");
        }
        if (seconds < 2 * DAY) {
            return seconds / HOUR + "h";
        }
        if (seconds < 8 * DAY) {
            return two(seconds, DAY, "d", HOUR, "h");
        }
        if (seconds < 2 * YEAR) {
            return seconds / DAY + "d";
        }
        return seconds < 8 * YEAR ? two(seconds, YEAR, "y", DAY, "d") : seconds / YEAR + "y";
    }

    private static String two(long seconds, long unit, String name, long part, String partName) {
        long parts = seconds % unit / part;
        return seconds / unit + name + (parts == 0 ? "" : parts + partName);
    }
}
