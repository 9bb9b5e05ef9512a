package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Feeds a process while a test reads what it says. */
final class Feeding {

    private Feeding() {}

    static void feed(OutputStream target, String input) {
        new SystemEnvironment().start("feed", () -> {
            try (target) {
                target.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
