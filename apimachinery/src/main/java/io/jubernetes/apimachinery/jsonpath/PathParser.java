package io.jubernetes.apimachinery.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a path. */
final class PathParser {

    private static final int MAX_NESTING = 50;
    private static final String NUMBER = "(-?[0-9]{1,9})?";
    private static final Pattern INDEX = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern SLICE =
            Pattern.compile(NUMBER + "\\s*:\\s*" + NUMBER + "(?:\\s*:\\s*" + NUMBER + ")?");
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private PathParser() {}

    static boolean startsPath(char c) {
        return c == '.' || c == '[' || c == '@' || c == '$';
    }

    static List<Step> path(Cursor cursor, int nesting) {
        if (nesting > MAX_NESTING) {
            throw new IllegalArgumentException("the path is nested too deeply");
        }
        List<Step> steps = new ArrayList<>();
        while (startsPath(cursor.peek())) {
            switch (cursor.peek()) {
                case '.' -> dot(cursor, steps);
                case '[' -> steps.add(bracket(cursor.bracketed().strip(), nesting + 1));
                default -> cursor.skip();
            }
        }
        return steps;
    }

    private static void dot(Cursor cursor, List<Step> steps) {
        cursor.skip();
        if (cursor.peek() == '.') {
            cursor.skip();
            steps.add(new Step.Descendants());
        }
        String name = cursor.name();
        if (name.equals("*")) {
            steps.add(new Step.Wildcard());
        } else if (!name.isEmpty()) {
            steps.add(new Step.Name(name));
        }
    }

    private static Step bracket(String text, int nesting) {
        if (text.equals("*")) {
            return new Step.Wildcard();
        }
        if (text.startsWith("?(") && text.endsWith(")")) {
            return filter(text.substring(2, text.length() - 1), nesting);
        }
        List<String> alternatives = split(text);
        if (alternatives.size() > 1) {
            return new Step.Union(alternatives.stream()
                    .map(a -> List.of(bracket(a.strip(), nesting + 1)))
                    .toList());
        }
        return single(text, nesting);
    }

    private static Step single(String text, int nesting) {
        if (isQuoted(text)) {
            Cursor inside = new Cursor("." + text.substring(1, text.length() - 1), 0);
            List<Step> steps = path(inside, nesting);
            if (inside.atEnd()) {
                return new Step.Union(List.of(steps));
            }
        }
        if (INDEX.matcher(text).matches()) {
            return new Step.Index(Integer.parseInt(text));
        }
        Matcher slice = SLICE.matcher(text);
        if (!slice.matches()) {
            throw new IllegalArgumentException("invalid array index " + text);
        }
        Integer stride = number(slice.group(3));
        if (stride != null && stride <= 0) {
            throw new IllegalArgumentException("step must be > 0");
        }
        return new Step.Slice(number(slice.group(1)), number(slice.group(2)), stride == null ? 1 : stride);
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    private static boolean isQuoted(String text) {
        return text.length() >= 2
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
    }

    /** The alternatives of a union: between commas outside quotes. */
    private static List<String> split(String text) {
        List<String> alternatives = new ArrayList<>();
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ',') {
                alternatives.add(text.substring(start, i));
                start = i + 1;
            }
        }
        alternatives.add(text.substring(start));
        return alternatives;
    }

    private static Step filter(String text, int nesting) {
        int at = operatorAt(text);
        if (at < 0) {
            return new Step.Filter(operand(text.strip(), nesting), "exists", null);
        }
        String operator = OPERATORS.stream()
                .filter(o -> text.startsWith(o, at))
                .findFirst()
                .orElseThrow();
        return new Step.Filter(
                operand(text.substring(0, at).strip(), nesting),
                operator,
                operand(text.substring(at + operator.length()).strip(), nesting));
    }

    /** Where the comparison stands, outside quotes and brackets; -1 when there is none. */
    private static int operatorAt(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int place = i;
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == ']') {
                depth += c == '[' ? 1 : -1;
            } else if (depth == 0 && OPERATORS.stream().anyMatch(o -> text.startsWith(o, place))) {
                return i;
            }
        }
        return -1;
    }

    private static Step.Operand operand(String text, int nesting) {
        if (isQuoted(text)) {
            return constant(JsonNodeFactory.instance.textNode(new Cursor(text, 0).quoted()));
        }
        if (text.equals("true") || text.equals("false")) {
            return constant(JsonNodeFactory.instance.booleanNode(text.equals("true")));
        }
        if (DECIMAL.matcher(text).matches()) {
            return constant(JsonNodeFactory.instance.numberNode(new BigDecimal(text)));
        }
        Cursor cursor = new Cursor(text, 0);
        if (!startsPath(cursor.peek())) {
            throw new IllegalArgumentException("unrecognized value in filter: " + text);
        }
        List<Step> steps = path(cursor, nesting + 1);
        if (!cursor.atEnd()) {
            throw new IllegalArgumentException("unrecognized text in filter: " + text);
        }
        return new Step.Operand.Path(steps);
    }

    private static Step.Operand constant(JsonNode value) {
        return new Step.Operand.Constant(value);
    }
}
