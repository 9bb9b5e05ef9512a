package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the programs that make what the JDK cannot: pipes and device nodes. */
final class Programs {

    private Programs() {}

    static void run(String... line) throws IOException {
        Process process =
                new ProcessBuilder(List.of(line)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output.trim());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
