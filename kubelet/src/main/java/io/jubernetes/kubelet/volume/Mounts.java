package io.jubernetes.kubelet.volume;

import io.jubernetes.kubelet.host.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File systems that are mounted for volumes, by the host's {@code mount} and {@code umount}. */
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");

    private Mounts() {}

    /** @throws VolumeError with what {@code mount} said */
    static void mount(String type, String options, String source, Path at)
            throws VolumeError, IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("mount", "-t", type));
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", options));
        }
        words.addAll(List.of(source, at.toString()));
        String trouble = run(words);
        if (!trouble.isEmpty()) {
            throw new VolumeError("mount failed: " + trouble);
        }
    }

    static boolean isMounted(Path directory) throws IOException {
        return below(directory).contains(directory.toAbsolutePath().normalize());
    }

    /** Unmounts all that is mounted below a directory, the innermost first. */
    static void unmountBelow(Path directory) throws IOException, InterruptedException {
        for (Path mounted : below(directory).reversed()) {
            String trouble = run(List.of("umount", mounted.toString()));
            if (!trouble.isEmpty()) {
                // somebody is still in it: it goes when the last one leaves, and is out of our way at once
                trouble = run(List.of("umount", "-l", mounted.toString()));
            }
            if (!trouble.isEmpty()) {
                throw new IOException("unmounting " + mounted + ": " + trouble);
            }
        }
    }

    /** Mount points at or below a directory, outer ones first. */
    private static List<Path> below(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        if (!Files.exists(TABLE)) {
            return List.of();
        }
        return Files.readAllLines(TABLE, StandardCharsets.UTF_8).stream()
                .map(line -> Path.of(decoded(line.split(" ")[4])))
                .filter(p -> p.startsWith(root))
                .toList();
    }

    private static String decoded(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** What went wrong; empty when nothing did. */
    private static String run(List<String> words) throws InterruptedException {
        Commands.Outcome outcome = new Commands().run(words);
        String output = outcome.output().trim();
        return outcome.exitCode() == 0 ? "" : output.isEmpty() ? "exit code " + outcome.exitCode() : output;
    }
}
