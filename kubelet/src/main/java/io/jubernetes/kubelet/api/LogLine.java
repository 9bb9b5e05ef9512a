package io.jubernetes.kubelet.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line of a CRI log file.
 *
 * @param partial the next line goes on where this one ends
 */
record LogLine(String time, boolean partial, byte[] text) {

    /** Parses {@code TIME STREAM TAGS text}; what is none is left out. */
    static Optional<LogLine> parse(byte[] line) {
        int first = indexOf(line, 0);
        int second = indexOf(line, first + 1);
        int third = indexOf(line, second + 1);
        if (first < 0 || second < 0 || third < 0) {
            return Optional.empty();
        }
        String time = new String(line, 0, first, StandardCharsets.US_ASCII);
        String tags = new String(line, second + 1, third - second - 1, StandardCharsets.US_ASCII);
        return Optional.of(new LogLine(time, tags.startsWith("P"), Arrays.copyOfRange(line, third + 1, line.length)));
    }

    boolean isSince(Instant since) {
        try {
            return !Instant.parse(time).isBefore(since);
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    /** What the reader gets. */
    byte[] shown(boolean timestamps) {
        byte[] prefix = timestamps ? (time + " ").getBytes(StandardCharsets.US_ASCII) : new byte[0];
        byte[] shown = Arrays.copyOf(prefix, prefix.length + text.length + (partial ? 0 : 1));
        System.arraycopy(text, 0, shown, prefix.length, text.length);
        if (!partial) {
            shown[shown.length - 1] = '\n';
        }
        return shown;
    }

    private static int indexOf(byte[] line, int from) {
        for (int i = Math.max(from, 0); i < line.length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return -1;
    }
}
