package io.jubernetes.testing.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that tests use and did not build. */
final class Tools {

    private Tools() {}

    static Path root() {
        return Path.of(System.getProperty("jubernetes.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The kubectl of a minor version, {@code 1.35}, that {@code dev/test} fetched. */
    static Optional<Path> kubectl(String version) {
        String cache = System.getenv()
                .getOrDefault("JUBE_TEST_TOOLS", root().resolve("dev/.cache").toString());
        Path fetched = Path.of(cache, "kubernetes-" + version, "kubectl", "kubectl");
        return Files.isExecutable(fetched) ? Optional.of(fetched) : Optional.empty();
    }

    /** Whichever kubectl is there, the newest first. */
    static Optional<Path> anyKubectl() {
        return Stream.of("1.35", "1.32")
                .flatMap(version -> kubectl(version).stream())
                .findFirst();
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
