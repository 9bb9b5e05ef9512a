package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.simulation.plane.PlaneRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same seed gives the same history in another JVM, with other hash codes and another salt of immutable collections. */
@Timeout(300)
class TwoProcessesTest {

    private static final List<String> SEEDS = List.of("1", "3", "25");

    @Test
    void theSameSeedGivesTheSameHistoryInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String there = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        List<String> here = SEEDS.stream()
                .map(seed -> PlaneRun.of(Long.parseLong(seed), Parts.REAL).fingerprint())
                .toList();
        assertThat(there.lines().toList()).isEqualTo(here);
    }

    private static List<String> command() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                classPath,
                SecondProcess.class.getName()));
        command.addAll(SEEDS);
        return command;
    }
}
