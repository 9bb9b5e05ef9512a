package io.jubernetes.kubelet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Images made of what this machine has, as tar archives of the OCI layout. */
public final class TestImages {

    private TestImages() {}

    /** Debian's static busybox with a link for each of its programs. */
    public static Path busybox(Path directory, String name) throws IOException, InterruptedException {
        Path root = Files.createDirectories(directory.resolve("busybox-root"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/usr/bin/busybox"), bin.resolve("busybox"));
        for (String program : TestPrograms.run("/usr/bin/busybox", "--list").split("\n")) {
            if (!program.equals("busybox")) {
                Files.createSymbolicLink(bin.resolve(program), Path.of("busybox"));
            }
        }
        for (String place : new String[] {"etc", "tmp", "root", "proc", "sys", "dev", "home"}) {
            Files.createDirectories(root.resolve(place));
        }
        Files.writeString(
                root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nuser:x:1000:\n");
        return archive(directory, name, root, "\"Cmd\":[\"/bin/sh\"]");
    }

    /** A program that does nothing until it is told to end. */
    public static Path pause(Path directory, String name) throws IOException, InterruptedException {
        Path root = Files.createDirectories(directory.resolve("pause-root"));
        Path source = Files.writeString(directory.resolve("pause.c"), """
                #include <signal.h>
                #include <stdlib.h>
                #include <unistd.h>
                static void end(int signal) { exit(0); }
                int main(void) {
                  signal(SIGINT, end); signal(SIGTERM, end); signal(SIGCHLD, SIG_IGN);
                  for (;;) pause();
                }
                """);
        TestPrograms.run("gcc", "-static", "-Os", "-o", root.resolve("pause").toString(), source.toString());
        return archive(directory, name, root, "\"Entrypoint\":[\"/pause\"]");
    }

    /** An archive with one image of one layer; {@code config} are the fields of its configuration. */
    public static Path archive(Path directory, String name, Path root, String config)
            throws IOException, InterruptedException {
        String file = name.replaceAll("[^a-z0-9]", "-");
        Path layout = Files.createDirectories(directory.resolve(file + "-layout"));
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        Path layer = directory.resolve(file + "-layer.tar");
        TestPrograms.run(
                "tar",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "-C",
                root.toString(),
                "-cf",
                layer.toString(),
                ".");
        Blob layerBlob = blob(blobs, Files.readAllBytes(layer));
        String configuration = """
                {"architecture":"%s","os":"linux","config":{%s,"Env":["PATH=/bin:/usr/bin:/sbin"]},
                 "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"test"}]}""";
        Blob configBlob = blob(blobs, configuration.formatted(architecture(), config, layerBlob.digest()));
        String description = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",%s}]}""";
        Blob manifest = blob(blobs, description.formatted(configBlob.fields(), layerBlob.fields()));
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(layout.resolve("index.json"), """
                {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,
                 "annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}}]}""".formatted(
                        manifest.fields(), name, name.substring(name.lastIndexOf(':') + 1)));
        Path archive = directory.resolve(file + ".tar");
        TestPrograms.run(
                "tar", "-C", layout.toString(), "-cf", archive.toString(), "oci-layout", "index.json", "blobs");
        return archive;
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private record Blob(String digest, int size) {
        String fields() {
            return "\"digest\":\"" + digest + "\",\"size\":" + size;
        }
    }

    private static Blob blob(Path blobs, String text) throws IOException {
        return blob(blobs, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Blob blob(Path blobs, byte[] content) throws IOException {
        try {
            String hex = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            Files.write(blobs.resolve(hex), content);
            return new Blob("sha256:" + hex, content.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the directory and all in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
