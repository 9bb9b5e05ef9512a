package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.DURATION;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TIMESTAMP;

import io.jubernetes.apiserver.cel.value.CelError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.ToLongFunction;

/** Timestamps of the years 1 to 9999, and durations that fit 64 bits of nanoseconds. */
final class Times {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    static void addOperators(Functions to) {
        to.global("_+_", "add_timestamp_duration", TIMESTAMP, a -> shift(a[0], a[1], 1), TIMESTAMP, DURATION);
        to.global("_+_", "add_duration_timestamp", TIMESTAMP, a -> shift(a[1], a[0], 1), DURATION, TIMESTAMP);
        to.global("_-_", "subtract_timestamp_duration", TIMESTAMP, a -> shift(a[0], a[1], -1), TIMESTAMP, DURATION);
        to.global(
                "_+_",
                "add_duration_duration",
                DURATION,
                a -> checked(((Duration) a[0]).plus((Duration) a[1])),
                DURATION,
                DURATION);
        to.global(
                "_-_",
                "subtract_duration_duration",
                DURATION,
                a -> checked(((Duration) a[0]).minus((Duration) a[1])),
                DURATION,
                DURATION);
        to.global(
                "_-_",
                "subtract_timestamp_timestamp",
                DURATION,
                a -> checked(Duration.between((Instant) a[1], (Instant) a[0])),
                TIMESTAMP,
                TIMESTAMP);
    }

    static void addTo(Functions to) {
        part(to, "getFullYear", "timestamp_to_year", ZonedDateTime::getYear);
        part(to, "getMonth", "timestamp_to_month", time -> time.getMonthValue() - 1L);
        part(to, "getDayOfYear", "timestamp_to_day_of_year", time -> time.getDayOfYear() - 1L);
        part(to, "getDayOfMonth", "timestamp_to_day_of_month", time -> time.getDayOfMonth() - 1L);
        part(to, "getDate", "timestamp_to_day_of_month_1_based", ZonedDateTime::getDayOfMonth);
        part(
                to,
                "getDayOfWeek",
                "timestamp_to_day_of_week",
                time -> time.getDayOfWeek().getValue() % 7);
        part(to, "getHours", "timestamp_to_hours", ZonedDateTime::getHour);
        part(to, "getMinutes", "timestamp_to_minutes", ZonedDateTime::getMinute);
        part(to, "getSeconds", "timestamp_to_seconds", ZonedDateTime::getSecond);
        part(to, "getMilliseconds", "timestamp_to_milliseconds", time -> time.getNano() / 1_000_000);
        whole(to, "getHours", "duration_to_hours", Duration::toHours);
        whole(to, "getMinutes", "duration_to_minutes", Duration::toMinutes);
        whole(to, "getSeconds", "duration_to_seconds", Duration::toSeconds);
        whole(to, "getMilliseconds", "duration_to_milliseconds", Duration::toMillis);
    }

    private static void part(Functions to, String name, String id, ToLongFunction<ZonedDateTime> part) {
        String plain = id.endsWith("_tz") ? id.substring(0, id.length() - "_tz".length()) : id;
        to.member(name, plain, INT, a -> part.applyAsLong(((Instant) a[0]).atZone(ZoneOffset.UTC)), TIMESTAMP);
        to.member(
                name,
                plain + (id.endsWith("_tz") ? "_tz" : "_with_tz"),
                INT,
                a -> part.applyAsLong(((Instant) a[0]).atZone(zone((String) a[1]))),
                TIMESTAMP,
                STRING);
    }

    private static void whole(Functions to, String name, String id, ToLongFunction<Duration> unit) {
        to.member(name, id, INT, a -> unit.applyAsLong((Duration) a[0]), DURATION);
    }

    private static ZoneId zone(String name) {
        try {
            boolean offset = name.matches("[0-9]{2}:[0-9]{2}");
            return offset ? ZoneOffset.of("+" + name) : name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new CelError("unknown time zone " + name);
        }
    }

    private static Instant shift(Object time, Object by, int sign) {
        try {
            Duration difference = (Duration) by;
            return checked(((Instant) time).plus(sign > 0 ? difference : difference.negated()));
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw new CelError("timestamp overflow");
        }
    }

    static Instant checked(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new CelError("timestamp overflow");
        }
        return time;
    }

    static Duration checked(Duration time) {
        try {
            return Duration.ofNanos(time.toNanos());
        } catch (ArithmeticException tooLong) {
            throw new CelError("duration overflow");
        }
    }
}
