package io.jubernetes.apimachinery.selector;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads a label selector by recursive descent over its words and signs. */
final class LabelSelectorParser {

    private static final String SIGNS = "!=<>(),";
    private static final int MAX_LENGTH = 1 << 20;

    private final List<String> tokens;
    private int next;

    LabelSelectorParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ApiException.badRequest("the label selector is too long");
        }
        tokens = tokens(text);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                i++;
                continue;
            }
            int end = i + 1;
            if (SIGNS.indexOf(c) >= 0) {
                end += (c == '=' || c == '!') && text.startsWith("=", end) ? 1 : 0;
            } else {
                while (end < text.length() && SIGNS.indexOf(text.charAt(end)) < 0 && !isSpace(text.charAt(end))) {
                    end++;
                }
            }
            tokens.add(text.substring(i, end));
            i = end;
        }
        return tokens;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    List<Requirement> parse() {
        List<Requirement> requirements = new ArrayList<>();
        if (tokens.isEmpty()) {
            return requirements;
        }
        while (true) {
            requirements.add(requirement());
            String separator = take();
            if (separator.isEmpty()) {
                return requirements;
            }
            if (!separator.equals(",")) {
                throw expected(separator, "',' or 'end of string'");
            }
            if (!isWord(peek()) && !peek().equals("!")) {
                throw expected(peek(), "identifier after ','");
            }
        }
    }

    private Requirement requirement() {
        if (peek().equals("!")) {
            take();
            return LabelRules.checked(word("identifier"), Operator.DOES_NOT_EXIST, List.of());
        }
        String key = word("!, identifier, or 'end of string'");
        if (peek().isEmpty() || peek().equals(",")) {
            return LabelRules.checked(key, Operator.EXISTS, List.of());
        }
        String sign = take();
        return switch (sign) {
            case "=", "==" -> LabelRules.checked(key, Operator.EQUALS, List.of(value()));
            case "!=" -> LabelRules.checked(key, Operator.NOT_EQUALS, List.of(value()));
            case ">" -> LabelRules.checked(key, Operator.GREATER_THAN, List.of(value()));
            case "<" -> LabelRules.checked(key, Operator.LESS_THAN, List.of(value()));
            case "in" -> LabelRules.checked(key, Operator.IN, values());
            case "notin" -> LabelRules.checked(key, Operator.NOT_IN, values());
            default -> throw expected(sign, "in, notin, =, ==, !=, gt, lt");
        };
    }

    private String value() {
        return peek().isEmpty() || peek().equals(",") ? "" : word("identifier");
    }

    private List<String> values() {
        if (!take().equals("(")) {
            throw expected(tokens.get(next - 1), "'('");
        }
        List<String> values = new ArrayList<>();
        boolean afterComma = true;
        while (true) {
            String token = take();
            if (token.equals(")")) {
                if (afterComma) {
                    values.add("");
                }
                return values;
            }
            if (token.equals(",")) {
                if (afterComma) {
                    values.add("");
                }
                afterComma = true;
            } else if (isWord(token) && afterComma) {
                values.add(token);
                afterComma = false;
            } else {
                throw expected(token, "',', or ')'");
            }
        }
    }

    private String word(String wanted) {
        if (!isWord(peek())) {
            throw expected(peek(), wanted);
        }
        return take();
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && SIGNS.indexOf(token.charAt(0)) < 0;
    }

    /** The token at hand; empty at the end. */
    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        String token = peek();
        next = Math.min(next + 1, tokens.size());
        return token;
    }

    private static ApiException expected(String found, String wanted) {
        return ApiException.badRequest("unable to parse requirement: found '" + found + "', expected: " + wanted);
    }
}
