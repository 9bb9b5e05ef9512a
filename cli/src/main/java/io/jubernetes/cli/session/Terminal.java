package io.jubernetes.cli.session;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The streams of one run of the command: data goes to {@code out}, everything else to {@code err}.
 *
 * @param interactive whether a person reads {@code out}
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

    /** The streams of this process, buffered: a table of thousands of lines is not written line by line. */
    public static Terminal standard() {
        PrintStream out = new PrintStream(
                new java.io.BufferedOutputStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), 1 << 16),
                false,
                java.nio.charset.StandardCharsets.UTF_8);
        boolean interactive = System.console() != null && System.console().isTerminal();
        return new Terminal(System.in, out, System.err, interactive);
    }

    public void line(String text) {
        out.println(text);
    }

    /** Something that is not data: progress, warnings. */
    public void note(String text) {
        out.flush();
        err.println(text);
    }
}
