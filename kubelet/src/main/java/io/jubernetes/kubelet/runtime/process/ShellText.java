package io.jubernetes.kubelet.runtime.process;

import java.util.List;
import java.util.stream.Collectors;

/** Writes text so that a POSIX shell reads it back as it is. */
public final class ShellText {

    private ShellText() {}

    public static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    public static String quoteAll(List<String> words) {
        return words.stream().map(ShellText::quote).collect(Collectors.joining(" "));
    }

    /** Whether a shell can hold a variable of this name. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*");
    }
}
