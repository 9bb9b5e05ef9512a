package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jubernetes.apimachinery.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a row as JSON, with gaps for how long ago something was: they are good at any time. Immutable.
 *
 * <pre>
 *   ["web","1/1","Running","3 (⎵ ago)","⎵",…        ⎵ is a gap
 * </pre>
 */
public final class Cells {

    private final byte[][] text;
    private final Instant[] gaps;

    private Cells(List<byte[]> text, List<Instant> gaps) {
        this.text = text.toArray(byte[][]::new);
        this.gaps = gaps.toArray(Instant[]::new);
    }

    /** What goes into one cell: a value, or text with a time. */
    public sealed interface Cell {

        static Cell of(JsonNode value) {
            return new Value(value);
        }

        static Cell none() {
            return new Value(NullNode.instance);
        }
    }

    /** A cell that never changes. */
    public record Value(JsonNode json) implements Cell {}

    /** Text that tells how long ago something was. @param before, after plain text that JSON need not escape */
    public record Since(String before, Instant moment, String after) implements Cell {
        public Since(Instant moment) {
            this("", moment, "");
        }
    }

    public static Cells of(List<Cell> cells) {
        List<byte[]> text = new ArrayList<>();
        List<Instant> gaps = new ArrayList<>();
        StringBuilder open = new StringBuilder("[");
        String separator = "";
        for (Cell cell : cells) {
            open.append(separator);
            separator = ",";
            switch (cell) {
                case Value value -> open.append(value.json());
                case Since since -> {
                    text.add(bytes(open.append('"').append(since.before())));
                    gaps.add(since.moment());
                    open = new StringBuilder(since.after()).append('"');
                }
            }
        }
        text.add(bytes(open.append(']')));
        return new Cells(text, gaps);
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How many bytes they take, without what goes into the gaps. */
    public int size() {
        int size = 0;
        for (byte[] part : text) {
            size += part.length;
        }
        return size;
    }

    /** The JSON list of them. */
    public void write(Instant now, Sink sink) {
        for (int i = 0; i < gaps.length; i++) {
            sink.put(text[i]);
            sink.put(HumanDuration.of(Duration.between(gaps[i], now)).getBytes(StandardCharsets.US_ASCII));
        }
        sink.put(text[gaps.length]);
    }

    /** As {@link #write}, as a tree. */
    public JsonNode tree(Instant now) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        write(now, json::writeBytes);
        return Json.decodeTrusted(json.toByteArray());
    }

    /** Takes pieces of JSON. */
    @FunctionalInterface
    public interface Sink {
        void put(byte[] piece);
    }
}
