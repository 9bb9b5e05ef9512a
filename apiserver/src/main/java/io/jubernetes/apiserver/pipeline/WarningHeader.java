package io.jubernetes.apiserver.pipeline;

/** The value of a {@code Warning} header field, as RFC 7234 has it: code, agent, quoted text. */
final class WarningHeader {

    private WarningHeader() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("299 - \"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                quoted.append(c);
            } else {
                // header fields carry no control characters, and their encoding is undefined beyond ASCII
                quoted.append(' ');
            }
        }
        return quoted.append('"').toString();
    }
}
