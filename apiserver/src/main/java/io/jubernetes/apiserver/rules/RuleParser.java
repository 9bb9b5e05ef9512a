package io.jubernetes.apiserver.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the lines of a rule file: {@code PATH WORD ARGUMENT… [, WORD ARGUMENT…] [if CONDITION [and CONDITION]…] [-- TEXT]}.
 * The text replaces the word's own. {@code .} is the object itself.
 */
final class RuleParser {

    private static final String TEXT = " -- ";
    private static final String IF = " if ";
    /** Quoted when it has a space in it. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    private RuleParser() {}

    static List<Rule> parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        lines.forEach(line -> parse(line, rules));
        return rules;
    }

    private static void parse(String line, List<Rule> rules) {
        int dashes = line.indexOf(TEXT);
        String text = dashes < 0 ? "" : line.substring(dashes + TEXT.length());
        String rule = dashes < 0 ? line : line.substring(0, dashes);
        int when = rule.indexOf(IF);
        List<Condition> conditions = when < 0 ? List.of() : conditions(rule.substring(when + IF.length()));
        String[] path = (when < 0 ? rule : rule.substring(0, when)).strip().split("\\s+", 2);
        for (String part : path[1].split(",")) {
            List<String> words = words(part);
            rules.add(new Rule(
                    steps(path[0]), conditions, Words.check(words.getFirst(), words.subList(1, words.size()), text)));
        }
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toList();
    }

    private static List<Condition> conditions(String text) {
        return Arrays.stream(text.strip().split(" and "))
                .map(String::strip)
                .map(Condition::parse)
                .toList();
    }

    private static List<String> steps(String path) {
        return path.equals(".") ? List.of() : List.of(path.replace("[*]", ".*").split("\\."));
    }
}
