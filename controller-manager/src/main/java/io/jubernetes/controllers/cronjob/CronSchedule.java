package io.jubernetes.controllers.cronjob;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Minute, hour, day of the month, month and day of the week, in a time zone. When both days are restricted, either will do. A time
 * that a change of clocks leaves out is left out; one that comes twice counts twice.
 */
final class CronSchedule implements Schedule {

    private static final int LONGEST_YEARS = 5;

    private static final Part MINUTE = new Part(0, 59, List.of());
    private static final Part HOUR = new Part(0, 23, List.of());
    private static final Part DAY = new Part(1, 31, List.of());
    private static final Part MONTH = new Part(
            1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
    private static final Part WEEKDAY = new Part(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final ZoneId zone;
    private final Field minute;
    private final Field hour;
    private final Field day;
    private final Field month;
    private final Field weekday;

    /** One of the five: its bounds, and the names of its values from the lower bound on. */
    private record Part(int low, int high, List<String> names) {}

    /** @param any whether it was not restricted at all */
    private record Field(BitSet values, boolean any) {}

    private CronSchedule(ZoneId zone, String[] fields) {
        this.zone = zone;
        this.minute = field(fields[0], MINUTE);
        this.hour = field(fields[1], HOUR);
        this.day = field(fields[2], DAY);
        this.month = field(fields[3], MONTH);
        this.weekday = field(fields[4], WEEKDAY);
    }

    static CronSchedule parse(String text, ZoneId zone) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "expected exactly 5 fields, found " + fields.length + ": [" + String.join(" ", fields) + "]");
        }
        return new CronSchedule(zone, fields);
    }

    private static Field field(String text, Part part) {
        BitSet values = new BitSet();
        boolean any = false;
        for (String range : text.split(",", -1)) {
            any |= addRange(range, part, values);
        }
        return new Field(values, any);
    }

    /** @return whether it is all there is */
    private static boolean addRange(String text, Part part, BitSet values) {
        String[] step = text.split("/", -1);
        String[] bounds = step[0].split("-", -1);
        if (step.length > 2 || bounds.length > 2) {
            throw new IllegalArgumentException("too many " + (step.length > 2 ? "slashes" : "hyphens") + ": " + text);
        }
        boolean star = step[0].equals("*") || step[0].equals("?");
        boolean openEnd = bounds.length == 1 && step.length == 2;
        int first = star ? part.low() : value(bounds[0], part);
        int last = star || openEnd ? part.high() : value(bounds[bounds.length - 1], part);
        int distance = step.length == 2 ? number(step[1]) : 1;
        if (first < part.low() || last > part.high() || first > last || distance < 1) {
            throw new IllegalArgumentException("not a range of " + part.low() + " to " + part.high() + ": " + text);
        }
        for (int value = first; value <= last; value += distance) {
            values.set(value);
        }
        return star && distance == 1;
    }

    private static int value(String text, Part part) {
        int name = part.names().indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? number(text) : part.low() + name;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("failed to parse int from " + text);
        }
        return Integer.parseInt(text);
    }

    @Override
    public @Nullable Instant next(Instant after) {
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        int lastYear = time.getYear() + LONGEST_YEARS;
        while (time.getYear() <= lastYear) {
            if (!month.values().get(time.getMonthValue())) {
                time = time.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone);
            } else if (!isDay(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (!hour.values().get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minute.values().get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return time.toInstant();
            }
        }
        return null;
    }

    private boolean isDay(ZonedDateTime time) {
        boolean ofMonth = day.values().get(time.getDayOfMonth());
        boolean ofWeek = weekday.values().get(time.getDayOfWeek().getValue() % 7);
        return day.any() || weekday.any() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }
}
