package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Messages whose JSON is not an object of their fields. */
final class SpecialMessages {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SpecialMessages() {}

    static JsonNode quantity(WireReader in) {
        String text = "0";
        while (in.next()) {
            text = in.number() == 1 ? in.text() : text;
        }
        return TextNode.valueOf(text);
    }

    static JsonNode intOrString(WireReader in) {
        long type = 0;
        long number = 0;
        String text = "";
        while (in.next()) {
            switch (in.number()) {
                case 1 -> type = in.value();
                case 2 -> number = in.value();
                case 3 -> text = in.text();
                default -> {
                    // not ours
                }
            }
        }
        return type == 0 ? LongNode.valueOf(number) : TextNode.valueOf(text);
    }

    /** A time that is not set travels as an empty message. */
    static JsonNode time(WireReader in, boolean micros) {
        long seconds = 0;
        long nanos = 0;
        boolean set = false;
        while (in.next()) {
            set = true;
            seconds = in.number() == 1 ? in.value() : seconds;
            nanos = in.number() == 2 ? in.value() : nanos;
        }
        if (!set) {
            return NullNode.instance;
        }
        Instant instant = Instant.ofEpochSecond(seconds, micros ? nanos : 0);
        return TextNode.valueOf(micros ? MICROS.format(instant) : instant.toString());
    }

    /** Nanoseconds, which Go writes as a text. */
    static JsonNode duration(WireReader in) {
        long nanos = 0;
        while (in.next()) {
            nanos = in.number() == 1 ? in.value() : nanos;
        }
        return TextNode.valueOf(nanos % 1_000_000_000 == 0 ? nanos / 1_000_000_000 + "s" : nanos + "ns");
    }

    static JsonNode json(WireReader in) {
        JsonNode value = NullNode.instance;
        while (in.next()) {
            if (in.number() == 1) {
                ByteBuffer content = in.content();
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                value = bytes.length == 0 ? value : Json.decodeValue(bytes);
            }
        }
        return value;
    }
}
