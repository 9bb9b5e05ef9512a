package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, {@code 1h30m} for instance, and as formats of schemas allow them. */
public final class Durations {

    private static final BigInteger NANOS_OF_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final int MAX_LENGTH = 200;
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WORDY_PART =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)\\s*(ns|us|µs|μs|ms|s|m|h|d|w|nanoseconds?|microseconds?"
                    + "|milliseconds?|seconds?|minutes?|hours?|days?|weeks?)\\s*");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("µs", 1_000L),
            Map.entry("μs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("w", 604_800_000_000_000L),
            Map.entry("nanosecond", 1L),
            Map.entry("microsecond", 1_000L),
            Map.entry("millisecond", 1_000_000L),
            Map.entry("second", 1_000_000_000L),
            Map.entry("minute", 60_000_000_000L),
            Map.entry("hour", 3_600_000_000_000L),
            Map.entry("day", 86_400_000_000_000L),
            Map.entry("week", 604_800_000_000_000L));

    private Durations() {}

    /** @throws CelError when it is none */
    public static Duration parse(String text) {
        return parse(text, PART);
    }

    /** With days and weeks, and units in words. @throws CelError when it is none */
    public static Duration parseWordy(String text) {
        return parse(text, WORDY_PART);
    }

    private static Duration parse(String text, Pattern part) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
            throw invalid(text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher parts = part.matcher(rest);
        int end = 0;
        while (end < rest.length() && parts.find(end) && parts.start() == end) {
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit(parts.group(2)))));
            end = parts.end();
        }
        if (end < rest.length()) {
            throw invalid(text);
        }
        BigInteger whole = nanos.setScale(0, RoundingMode.DOWN).toBigInteger();
        return duration(text.startsWith("-") ? whole.negate() : whole, text);
    }

    private static long unit(String name) {
        Long unit = UNITS.get(name);
        if (unit != null) {
            return unit;
        }
        return UNITS.getOrDefault(name.substring(0, name.length() - 1), 0L);
    }

    private static Duration duration(BigInteger nanos, String text) {
        if (nanos.bitLength() >= Long.SIZE) {
            throw invalid(text);
        }
        BigInteger[] parts = nanos.divideAndRemainder(NANOS_OF_SECOND);
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }

    private static CelError invalid(String text) {
        return new CelError("time: invalid duration " + Quoted.of(text));
    }
}
