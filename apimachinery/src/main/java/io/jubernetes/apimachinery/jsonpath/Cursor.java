package io.jubernetes.apimachinery.jsonpath;

/** A place in a text that moves forward. */
final class Cursor {

    private final String text;
    private int at;

    Cursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character at hand; 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    void skip() {
        at++;
    }

    void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    /** The letters up to a space or a sign that ends them. */
    String word() {
        int start = at;
        while (!atEnd() && !Character.isWhitespace(peek()) && "{}[]\"'".indexOf(peek()) < 0) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("unrecognized character in action: '" + peek() + "'");
        }
        return text.substring(start, at);
    }

    /** A name: up to a sign of the path language; a backslash takes the next character as it is. */
    String name() {
        StringBuilder name = new StringBuilder();
        while (!atEnd() && " .,[]$@{}".indexOf(peek()) < 0) {
            if (peek() == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(peek());
            at++;
        }
        return name.toString();
    }

    /** A quoted text with its escapes resolved. */
    String quoted() {
        char quote = peek();
        at++;
        StringBuilder plain = new StringBuilder();
        while (!atEnd() && peek() != quote) {
            plain.append(peek() == '\\' ? escape() : peek());
            at++;
        }
        if (atEnd()) {
            throw new IllegalArgumentException("unterminated quoted string");
        }
        at++;
        return plain.toString();
    }

    private char escape() {
        at++;
        return switch (peek()) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 0 -> throw new IllegalArgumentException("unterminated quoted string");
            default -> peek();
        };
    }

    /** What stands in the brackets at hand, brackets and quotes in it left whole. */
    String bracketed() {
        at++;
        int start = at;
        int depth = 1;
        while (!atEnd()) {
            char c = peek();
            if (c == '"' || c == '\'') {
                quoted();
                continue;
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            at++;
            if (depth == 0) {
                return text.substring(start, at - 1);
            }
        }
        throw new IllegalArgumentException("unterminated array");
    }
}
