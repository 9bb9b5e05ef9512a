package io.jubernetes.jube.console;

import java.io.PrintStream;

/** Speaks to the person who started the process: data to standard output, the rest to standard error; colour on terminals only. */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colour;

    public Console(PrintStream out, PrintStream err, boolean colour) {
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    /** The console of this process. Colour as terminals want it, and never when {@code NO_COLOR} is set. */
    public static Console standard() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Console(System.out, System.err, terminal && System.getenv("NO_COLOR") == null);
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Something is being waited for. */
    public void progress(String text) {
        err.println(paint("2", text));
    }

    public void warn(String text) {
        err.println(paint("33", "warning: ") + text);
    }

    public void error(String text) {
        err.println(paint("31", "error: ") + text);
    }

    public String strong(String text) {
        return paint("1", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
