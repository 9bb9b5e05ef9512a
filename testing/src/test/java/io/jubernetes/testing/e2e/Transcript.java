package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A session with a shell as it would be written down: a line that begins with {@code $} is a command, lines that begin with
 * {@code >} go on with it, and what follows is what it must print ({@link Expected}). Lines before the first command are remarks.
 */
record Transcript(List<Step> steps) {

    /** @param line where the command stands, from 1 */
    record Step(int line, String command, List<String> expected) {
        @Override
        public String toString() {
            return "line " + line + ": " + command;
        }
    }

    static Transcript read(String resource) {
        try (InputStream in = Transcript.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return parse(new String(bytes, StandardCharsets.UTF_8).lines().toList(), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param first the number of the first of these lines in its file */
    static Transcript parse(List<String> lines, int first) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int begin = at;
            if (!lines.get(at).startsWith("$ ")) {
                at++;
                continue;
            }
            StringBuilder command = new StringBuilder(lines.get(at++).substring(2));
            while (at < lines.size() && lines.get(at).startsWith("> ")) {
                command.append('\n').append(lines.get(at++).substring(2));
            }
            List<String> expected = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith("$ ")) {
                expected.add(lines.get(at++));
            }
            steps.add(new Step(first + begin, command.toString(), withoutEnd(expected)));
        }
        return new Transcript(steps);
    }

    private static List<String> withoutEnd(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return List.copyOf(lines.subList(0, end));
    }
}
