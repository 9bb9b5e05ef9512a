package io.jubernetes.testing.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The programs that tests use and did not build. A test whose programs are missing is skipped, and says which. */
final class Tools {

    private static final List<String> KUBECTL_VERSIONS = List.of("1.35", "1.32");

    private Tools() {}

    static Path root() {
        return Path.of(System.getProperty("jubernetes.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The kubectl of a minor version, {@code 1.35}, that {@code dev/test} fetched. */
    static Path kubectl(String version) {
        Path binary = fetched(version);
        assumeTrue(Files.isExecutable(binary), "kubectl " + version + " is missing; dev/test fetches it to " + binary);
        return binary;
    }

    /** The Helm that comes with the kubectl of a minor version: Helm 4 with 1.35, Helm 3 with 1.32. */
    static Path helm(String version) {
        Path binary = cache().resolve("kubernetes-" + version).resolve("helm").resolve("helm");
        assumeTrue(Files.isExecutable(binary), "Helm is missing; dev/test fetches it to " + binary);
        return binary;
    }

    /** The directory whose node_modules have the client for Node.js. */
    static Path nodeClient() {
        requirePrograms("node");
        Path directory = cache().resolve("client-node");
        assumeTrue(
                Files.isDirectory(directory.resolve("node_modules/@kubernetes/client-node")),
                "the client for Node.js is missing; dev/test fetches it to " + directory);
        return directory;
    }

    /** Whichever kubectl is there, the newest first. */
    static Path anyKubectl() {
        return KUBECTL_VERSIONS.stream()
                .filter(version -> Files.isExecutable(fetched(version)))
                .findFirst()
                .map(Tools::fetched)
                .orElseGet(() -> kubectl(KUBECTL_VERSIONS.getFirst()));
    }

    /** Skips the test unless {@code ./jube} was built. */
    static void requireBuilt() {
        assumeTrue(
                Files.isRegularFile(root().resolve("launcher/target/dist/built")),
                "./jube is not built; dev/test and dev/build do that");
    }

    /** Skips the test unless pods can have networks of their own here. */
    static void requirePodNetworks() {
        assumeTrue(isRoot(), "networks of pods need root");
        requirePrograms("ip", "nft");
    }

    /** Skips the test unless these programs are on the PATH. */
    static void requirePrograms(String... names) {
        for (String name : names) {
            boolean found = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
            assumeTrue(found, "the program " + name + " is missing");
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A directory with the CustomResourceDefinitions of an operator that {@code dev/test} fetched. */
    static Path definitions() {
        Path directory = cache().resolve("definitions");
        assumeTrue(Files.isDirectory(directory), "definitions are missing; dev/test fetches them to " + directory);
        return directory;
    }

    private static Path cache() {
        return Path.of(System.getenv()
                .getOrDefault("JUBE_TEST_TOOLS", root().resolve("dev/.cache").toString()));
    }

    private static Path fetched(String version) {
        return cache().resolve("kubernetes-" + version).resolve("kubectl").resolve("kubectl");
    }
}
