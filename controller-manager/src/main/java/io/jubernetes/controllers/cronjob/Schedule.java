package io.jubernetes.controllers.cronjob;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a CronJob runs. */
sealed interface Schedule permits CronSchedule, Schedule.Every {

    /** The first time behind another; null when there is none within five years. */
    @Nullable
    Instant next(Instant after);

    /** Five fields as cron writes them, a word for the usual ones, or {@code @every} and a duration. */
    static Schedule parse(String text, ZoneId zone) {
        if (text.contains("TZ")) {
            throw new IllegalArgumentException("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
        if (text.startsWith("@every ")) {
            return new Every(Every.duration(text.substring("@every ".length())));
        }
        return CronSchedule.parse(text.startsWith("@") ? word(text) : text, zone);
    }

    private static String word(String text) {
        return switch (text) {
            case "@yearly", "@annually" -> "0 0 1 1 *";
            case "@monthly" -> "0 0 1 * *";
            case "@weekly" -> "0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 * * *";
            case "@hourly" -> "0 * * * *";
            default -> throw new IllegalArgumentException("unrecognized descriptor: " + text);
        };
    }

    /** At a distance, in whole seconds. */
    record Every(Duration distance) implements Schedule {

        private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?)(ns|us|µs|ms|s|m|h)");
        private static final Map<String, Double> NANOS =
                Map.of("ns", 1e0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

        @Override
        public Instant next(Instant after) {
            return after.truncatedTo(ChronoUnit.SECONDS).plus(distance);
        }

        static Duration duration(String text) {
            Matcher part = PART.matcher(text);
            double nanos = 0;
            int end = 0;
            while (part.find() && part.start() == end) {
                nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0d);
                end = part.end();
            }
            if (end == 0 || end < text.length()) {
                throw new IllegalArgumentException(
                        "failed to parse duration @every " + text + ": time: invalid duration");
            }
            return Duration.ofSeconds(Math.max(1, (long) (nanos / 1e9)));
        }
    }
}
