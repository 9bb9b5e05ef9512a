package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** An image of Debian's static busybox: its one layer, and what its configuration says. */
record BusyboxImage(byte[] layer, String config) {

    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

    /** @param fields of the configuration, as JSON: {@code "User":"1000"} */
    BusyboxImage with(String fields) {
        return new BusyboxImage(layer, configuration(layer, fields));
    }

    List<byte[]> blobs() {
        return List.of(layer, config.getBytes(StandardCharsets.UTF_8));
    }

    String manifest() {
        byte[] described = config.getBytes(StandardCharsets.UTF_8);
        String form = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""";
        return form.formatted(digest(described), described.length, digest(layer), layer.length);
    }

    /** Builds one whose users are root and {@code user} (1000), with all of busybox's programs. */
    static BusyboxImage build(Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        for (String program : run(BUSYBOX.toString(), "--list").lines().toList()) {
            if (!program.equals("busybox")) {
                Files.createSymbolicLink(bin.resolve(program), Path.of("busybox"));
            }
        }
        for (String place : List.of("etc", "tmp", "root", "proc", "sys", "dev", "home", "srv", "var")) {
            Files.createDirectories(root.resolve(place));
        }
        Files.writeString(root.resolve("srv/page"), "from the image\n");
        Files.writeString(
                root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nuser:x:1000:\ncrew:x:2000:user\n");
        Path layer = directory.resolve("layer.tar");
        String tar = "chmod 1777 %1$s/tmp && tar --owner=0 --group=0 --numeric-owner -C %1$s -cf %2$s .";
        run("sh", "-c", tar.formatted(root, layer));
        byte[] bytes = Files.readAllBytes(layer);
        return new BusyboxImage(bytes, configuration(bytes, "\"Cmd\":[\"/bin/sh\"]"));
    }

    static String digest(byte[] content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String configuration(byte[] layer, String fields) {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String form = """
                {"architecture":"%s","os":"linux","config":{%s,"Env":["PATH=/bin:/usr/bin:/sbin","MADE=by the image"]},
                 "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"test"}]}""";
        return form.formatted(architecture, fields, digest(layer));
    }

    private static String run(String... line) {
        return Command.of(line).run().succeeded().out();
    }
}
