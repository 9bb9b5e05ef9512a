package io.jubernetes.cli.verb.pod;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.transport.stream.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This process's terminal without line editing and echo: the far end does both. Closing gives it back as it was. Done with
 * {@code stty}, which every system with terminals has; a terminal library would cost more to load than the command takes.
 */
final class RawTerminal implements AutoCloseable {

    private static final File TERMINAL = new File("/dev/tty");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Environment environment;
    private final String before;
    private @Nullable TerminalSize last;

    private RawTerminal(Environment environment, String before) {
        this.environment = environment;
        this.before = before;
    }

    /** Null when the standard input is no terminal. */
    static @Nullable RawTerminal enter(Environment environment) throws IOException, InterruptedException {
        if (System.console() == null || !System.console().isTerminal()) {
            return null;
        }
        String before = stty("-g");
        if (before == null) {
            return null;
        }
        RawTerminal raw = new RawTerminal(environment, before);
        stty("raw", "-echo");
        return raw;
    }

    /** The size now, then every other size when it is changed. */
    @Nullable
    TerminalSize nextSize() throws InterruptedException {
        while (true) {
            TerminalSize size = size();
            if (size != null && !size.equals(last)) {
                last = size;
                return size;
            }
            environment.sleep(LOOK_AGAIN);
        }
    }

    private static @Nullable TerminalSize size() throws InterruptedException {
        try {
            String text = stty("size");
            String[] parts = text == null ? new String[0] : text.split(" ");
            return parts.length == 2 ? new TerminalSize(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stty(before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String stty(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output.strip() : null;
    }
}
