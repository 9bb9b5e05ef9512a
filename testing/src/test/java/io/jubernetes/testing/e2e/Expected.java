package io.jubernetes.testing.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command must print. How much white space stands between words does not matter, as columns are as wide as what is in them.
 * {@code <age>}, {@code <time>}, {@code <uid>}, {@code <ip>}, {@code <hash>} and {@code <any>} stand for what no two runs have in
 * common, a line of {@code ...} for any lines, {@code [1.32]} in front of a line for a line that only this kubectl prints ({@code
 * [cri]}: only a node of this runtime), and {@code <ns>} for the namespace that only newer ones name.
 */
final class Expected {

    private static final Pattern PLACEHOLDER = Pattern.compile("<(age|time|uid|ip|hash|any|ns)>|\\s+");
    private static final Pattern ONLY = Pattern.compile("\\[(1\\.\\d+|cri|oci|runc|crun|process)](.*)");
    private static final Map<String, String> FORMS = Map.of(
            "age", "(\\d+[ywdhms])+",
            "time", "[0-9A-Za-z:., +-]+?(Z|UTC|\\+0000)",
            "uid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "ip", "[0-9a-f.:]+",
            "hash", "[a-z0-9]+",
            "any", ".*?",
            "ns", "( from \\S+ namespace)?");

    private final Pattern pattern;

    private Expected(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param versions of what prints: the kubectl's, {@code 1.35}, and the runtime of the nodes */
    static Expected of(List<String> lines, List<String> versions) {
        StringBuilder regex = new StringBuilder("\\A");
        for (String line : ofVersions(lines, versions)) {
            regex.append(line.equals("...") ? "(.*\n)*?" : line(line.strip()) + "\n");
        }
        return new Expected(Pattern.compile(regex + "\\z"));
    }

    private static List<String> ofVersions(List<String> lines, List<String> versions) {
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            Matcher only = ONLY.matcher(line);
            if (!only.matches()) {
                kept.add(line);
            } else if (versions.contains(only.group(1))) {
                kept.add(only.group(2));
            }
        }
        return kept;
    }

    private static String line(String text) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int done = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(text.substring(done, matcher.start())));
            String name = matcher.group(1);
            regex.append(name == null ? " " : FORMS.get(name));
            done = matcher.end();
        }
        return regex.append(Pattern.quote(text.substring(done))).toString();
    }

    boolean matches(String printed) {
        StringBuilder text = new StringBuilder();
        printed.lines()
                .forEach(line ->
                        text.append(line.strip().replaceAll("\\s+", " ")).append('\n'));
        String trimmed = text.toString().replaceFirst("\n+\\z", "\n");
        return pattern.matcher(trimmed.equals("\n") ? "" : trimmed).matches();
    }
}
