package io.jubernetes.kubelet;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps log files of running containers bounded: a full one is moved aside, and only a few are kept. */
final class LogRotation {

    private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final KubeletConfig config;
    private final Environment environment;
    private final ContainerRuntime runtime;

    LogRotation(KubeletConfig config, Environment environment, ContainerRuntime runtime) {
        this.config = config;
        this.environment = environment;
        this.runtime = runtime;
    }

    void run() throws InterruptedException {
        if (runtime.isSimulated()) {
            return;
        }
        for (Container container : runtime.containers(null)) {
            try {
                if (container.isRunning()) {
                    rotate(container);
                }
            } catch (IOException e) {
                LOG.warn("A log file could not be rotated: log={}", container.logFile(), e);
            }
        }
    }

    private void rotate(Container container) throws IOException, InterruptedException {
        Path log = container.logFile();
        if (!Files.exists(log) || Files.size(log) < config.limits().logFileBytes()) {
            return;
        }
        Path aside = log.resolveSibling(log.getFileName() + "." + STAMP.format(environment.now()));
        Files.move(log, aside, StandardCopyOption.ATOMIC_MOVE);
        runtime.reopenLog(container.id());
        List<Path> old;
        try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
            old = files.filter(f -> f.getFileName().toString().startsWith(log.getFileName() + "."))
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < old.size() - (config.limits().logFiles() - 1); i++) {
            Files.deleteIfExists(old.get(i));
        }
    }
}
