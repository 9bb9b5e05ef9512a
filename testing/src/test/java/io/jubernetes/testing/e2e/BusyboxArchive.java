package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An image of Debian's static busybox that serves a page, as {@code docker save} would write it. */
final class BusyboxArchive {

    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
    private static final List<String> PROGRAMS =
            List.of("sh", "httpd", "wget", "cat", "sleep", "hostname", "echo", "ls");

    private BusyboxArchive() {}

    static boolean isPossible() {
        return Files.isExecutable(BUSYBOX);
    }

    static Path write(Path directory, String name) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("www"));
        Files.writeString(root.resolve("www/index.html"), "from an image\n");
        Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(program), Path.of("busybox"));
        }
        tar(directory.resolve("layer.tar"), root, ".");
        String layer = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(directory.resolve("layer.tar"))));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"os\":\"linux\",\"config\":{\"Cmd\":[\"httpd\",\"-f\",\"-v\",\"-p\",\"8080\",\"-h\",\"/www\"]},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + layer + "\"]}}");
        Files.writeString(
                directory.resolve("manifest.json"),
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"" + name + "\"],\"Layers\":[\"layer.tar\"]}]");
        Path archive = directory.resolve("image.tar");
        tar(archive, directory, "manifest.json", "config.json", "layer.tar");
        return archive;
    }

    private static void tar(Path archive, Path directory, String... files) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("tar", "-cf", archive.toString(), "-C", directory.toString()));
        line.addAll(List.of(files));
        if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
            throw new IOException("tar failed");
        }
    }
}
