package io.jubernetes.transport.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as the Date field wants them. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Second(long second, String text) {}

    private static volatile Second latest = new Second(Long.MIN_VALUE, "");

    private HttpDate() {}

    static String format(Instant time) {
        Second known = latest;
        if (known.second != time.getEpochSecond()) {
            known = new Second(time.getEpochSecond(), FORMAT.format(time));
            latest = known;
        }
        return known.text;
    }
}
