package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A short session about something that a node does, in the file of its theme below {@code src/test/resources/nodes}: a line {@code
 * == NAME} begins it, {@code -- not on process: REASON} names runtimes that cannot do that by their nature, {@code -- alone} keeps
 * other cases from running beside it, and then comes a {@link Transcript}.
 *
 * @param namespace made of the theme and where the case stands there
 * @param exceptions runtimes that cannot do this, and why
 */
record NodeCase(
        String theme,
        String name,
        String namespace,
        Map<String, String> exceptions,
        boolean alone,
        Transcript session) {

    private static final List<String> THEMES = List.of(
            "lifecycle", "probes", "names", "environment", "volumes", "security", "resources", "access", "images");
    private static final String NAME = "== ";
    private static final String REMARK = "-- ";
    private static final String ALONE = REMARK + "alone";
    private static final String NOT_ON = REMARK + "not on ";

    static List<NodeCase> all() {
        return THEMES.stream().flatMap(theme -> of(theme).stream()).toList();
    }

    /** Stays what it is while other sessions come and go. */
    int hashOfName() {
        return name.hashCode();
    }

    boolean isFor(NodeRuntime runtime) {
        return !exceptions.containsKey(runtime.label());
    }

    private static List<NodeCase> of(String theme) {
        List<String> lines = lines("/nodes/" + theme + ".txt");
        List<NodeCase> cases = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int begin = at++;
            while (at < lines.size() && !lines.get(at).startsWith(NAME)) {
                at++;
            }
            if (lines.get(begin).startsWith(NAME)) {
                cases.add(parse(theme, lines.subList(begin, at), begin + 1, cases.size() + 1));
            }
        }
        return cases;
    }

    private static NodeCase parse(String theme, List<String> lines, int first, int number) {
        Map<String, String> exceptions = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith(NOT_ON)) {
                String[] parts = line.substring(NOT_ON.length()).split(": ", 2);
                for (String runtime : parts[0].split(", ")) {
                    exceptions.put(runtime, parts[1]);
                }
            }
        }
        return new NodeCase(
                theme,
                lines.getFirst().substring(NAME.length()),
                theme + "-" + number,
                exceptions,
                lines.contains(ALONE),
                Transcript.parse(lines, first));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = NodeCase.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
