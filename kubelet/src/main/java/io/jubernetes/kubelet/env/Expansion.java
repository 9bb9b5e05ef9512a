package io.jubernetes.kubelet.env;

import java.util.Map;

/** Replaces {@code $(NAME)} by a variable's value; {@code $$} is a dollar sign, and what is not known stays as it is. */
public final class Expansion {

    private Expansion() {}

    public static String expand(String text, Map<String, String> variables) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                result.append(c);
                at++;
            } else {
                at = afterDollar(text, at + 1, variables, result);
            }
        }
        return result.toString();
    }

    private static int afterDollar(String text, int at, Map<String, String> variables, StringBuilder result) {
        char c = text.charAt(at);
        int end = c == '(' ? text.indexOf(')', at) : -1;
        if (c == '$') {
            result.append('$');
            return at + 1;
        }
        if (end < 0) {
            result.append('$').append(c);
            return at + 1;
        }
        String name = text.substring(at + 1, end);
        result.append(variables.getOrDefault(name, "$(" + name + ")"));
        return end + 1;
    }
}
