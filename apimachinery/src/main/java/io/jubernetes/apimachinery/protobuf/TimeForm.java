package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time: seconds and nanoseconds since 1970. One that is not set travels as an empty message. */
enum TimeForm implements ValueForm {
    SECONDS("uuuu-MM-dd'T'HH:mm:ss'Z'", 1_000_000_000),
    MICROSECONDS("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", 1_000);

    private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final DateTimeFormatter text;
    private final int step;

    TimeForm(String pattern, int step) {
        this.text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        this.step = step;
    }

    @Override
    public JsonNode read(WireReader in) {
        WireReader time = in.message();
        if (time.atEnd()) {
            return NullNode.instance;
        }
        long seconds = 0;
        long nanos = 0;
        while (time.next()) {
            switch (time.number()) {
                case 1 -> seconds = time.value(WireType.VARINT);
                case 2 -> nanos = time.value(WireType.VARINT);
                default -> {
                    // of a later version
                }
            }
        }
        if (seconds < EARLIEST || seconds > LATEST || nanos < 0 || nanos > 999_999_999) {
            throw WireReader.malformed("a time out of range: " + seconds + " seconds, " + nanos + " nanoseconds");
        }
        return TextNode.valueOf(text.format(Instant.ofEpochSecond(seconds, nanos)));
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        if (!value.isTextual()) {
            throw ValueForm.unfit(value, this);
        }
        Instant time = OffsetDateTime.parse(value.textValue()).toInstant();
        int mark = out.length();
        out.number(2, time.getNano() - time.getNano() % step);
        out.number(1, time.getEpochSecond());
        out.message(field, mark);
    }

    @Override
    public JsonNode zero() {
        return NullNode.instance;
    }
}
