package io.jubernetes.apimachinery.schema;

import io.jubernetes.apimachinery.quantity.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scalars with a form of their own: what is wrong with a text, and the form that is stored. */
final class ScalarForms {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[-+]\\d\\d:\\d\\d)");
    private static final Pattern DURATION = Pattern.compile("[-+]?(0|((\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");

    private ScalarForms() {}

    static @Nullable String quantityProblem(String text) {
        try {
            Quantity.parse(text.strip());
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    static @Nullable String base64Problem(String text) {
        try {
            Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return null;
        } catch (IllegalArgumentException e) {
            return "illegal base64 data";
        }
    }

    static @Nullable String textProblem(TypeSchema.Form form, String text) {
        if (form == TypeSchema.Form.DURATION) {
            return DURATION.matcher(text).matches() ? null : "time: invalid duration \"" + text + "\"";
        }
        return time(text) == null
                ? "parsing time \"" + text + "\" as \"2006-01-02T15:04:05"
                        + (form == TypeSchema.Form.MICRO_TIME ? ".000000" : "") + "Z07:00\" failed"
                : null;
    }

    /** The stored form of a text that has no problem. */
    static String canonical(TypeSchema.Form form, String text) {
        Instant time = time(text);
        if (time == null) {
            return text;
        }
        return form == TypeSchema.Form.MICRO_TIME
                ? MICROS.format(time.truncatedTo(ChronoUnit.MICROS))
                : SECONDS.format(time);
    }

    private static @Nullable Instant time(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
