package io.jubernetes.cli.session;

import io.jubernetes.cli.CommandException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go's flags take them: {@code 90s}, {@code 1h30m}, {@code 1.5s}; {@code 0} and whole seconds too. */
public final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?)(ns|us|µs|ms|s|m|h)");

    private Durations() {}

    /** @throws CommandException when the text is no duration */
    public static Duration parse(String flag, String text) {
        if (text.matches("\\d{1,12}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        Matcher part = PART.matcher(digits);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (part.find() && part.start() == at) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            at = part.end();
        }
        if (at == 0 || at != digits.length()) {
            throw new CommandException("error: invalid argument \"" + text + "\" for \"" + flag
                    + "\" flag: time: invalid duration \"" + text + "\"");
        }
        Duration duration =
                Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValue());
        return negative ? duration.negated() : duration;
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
