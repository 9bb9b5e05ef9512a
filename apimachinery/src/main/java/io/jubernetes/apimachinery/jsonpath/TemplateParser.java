package io.jubernetes.apimachinery.jsonpath;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads a template: text, and actions in braces. */
final class TemplateParser {

    private static final int MAX_LENGTH = 1 << 16;

    private record Open(List<Step> steps, List<Part> outer) {}

    private final String text;
    private final Deque<Open> ranges = new ArrayDeque<>();
    private List<Part> parts = new ArrayList<>();

    TemplateParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the template is too long");
        }
        this.text = text;
    }

    List<Part> parse() {
        int at = 0;
        while (at < text.length()) {
            int brace = text.indexOf('{', at);
            int end = brace < 0 ? text.length() : brace;
            if (end > at) {
                parts.add(new Part.Text(text.substring(at, end)));
            }
            at = brace < 0 ? end : action(brace + 1);
        }
        if (!ranges.isEmpty()) {
            throw new IllegalArgumentException("not in range, nothing to end: a range is not closed by {end}");
        }
        return parts;
    }

    /** Reads one action and gives the place behind its brace. */
    private int action(int start) {
        Cursor cursor = new Cursor(text, start);
        while (true) {
            cursor.skipSpaces();
            if (cursor.atEnd()) {
                throw new IllegalArgumentException("unclosed action");
            }
            char c = cursor.peek();
            if (c == '}') {
                return cursor.position() + 1;
            } else if (c == '"' || c == '\'') {
                parts.add(new Part.Text(cursor.quoted()));
            } else if (PathParser.startsPath(c)) {
                parts.add(new Part.Path(PathParser.path(cursor, 0)));
            } else {
                word(cursor);
            }
        }
    }

    private void word(Cursor cursor) {
        String word = cursor.word();
        switch (word) {
            case "range" -> {
                cursor.skipSpaces();
                ranges.push(new Open(PathParser.path(cursor, 0), parts));
                parts = new ArrayList<>();
            }
            case "end" -> {
                if (ranges.isEmpty()) {
                    throw new IllegalArgumentException("not in range, nothing to end");
                }
                Open open = ranges.pop();
                open.outer().add(new Part.Range(open.steps(), parts));
                parts = open.outer();
            }
            case "true", "false" -> parts.add(new Part.Text(word));
            default -> {
                if (!word.matches("[-+]?[0-9.]+")) {
                    throw new IllegalArgumentException("unrecognized identifier " + word);
                }
                parts.add(new Part.Text(word));
            }
        }
    }
}
