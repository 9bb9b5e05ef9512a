package io.jubernetes.kubelet.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log files of containers that are gone. */
final class LogFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);

    private LogFiles() {}

    /** Removes a container's log with all its rotated parts. */
    static void delete(Path log) {
        Path directory = log.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        try {
            for (Path file : parts(directory, log.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("Log files could not be removed: log={}", log, e);
        }
    }

    private static List<Path> parts(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().equals(name)
                            || f.getFileName().toString().startsWith(name + "."))
                    .toList();
        }
    }
}
