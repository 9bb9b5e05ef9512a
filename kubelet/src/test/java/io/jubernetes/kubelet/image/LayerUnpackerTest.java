package io.jubernetes.kubelet.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers from anybody: what they may do is write into their own directory. */
@Timeout(60)
final class LayerUnpackerTest {

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners of files need root");
        root = Files.createDirectories(directory.resolve("outer/layer"));
        Files.writeString(directory.resolve("outer/secret"), "untouched");
    }

    private String unpack(byte[] layer, Limits limits) throws IOException {
        return new LayerUnpacker(root, limits).unpack(new ByteArrayInputStream(layer));
    }

    private String unpack(TarFile tar) throws IOException {
        return unpack(tar.bytes(), Limits.DEFAULT);
    }

    record Hostile(String what, TarFile tar, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Hostile> hostile() {
        return Stream.of(
                new Hostile("absolute name", new TarFile().file("/etc/owned", "x"), "absolute name"),
                new Hostile("..", new TarFile().file("../secret", "x"), "leaves it"),
                new Hostile(".. inside", new TarFile().file("a/../../secret", "x"), "leaves it"),
                new Hostile("link out", new TarFile().link("up", "../..").file("up/secret", "x"), "behind a link"),
                new Hostile(
                        "links in a circle",
                        new TarFile().link("a", "b").link("b", "a").file("a/x", "x"),
                        "too many links"),
                new Hostile("hard link out", new TarFile().hardLink("mine", "../secret"), "leaves it"),
                new Hostile("absolute hard link", new TarFile().hardLink("mine", "/etc/shadow"), "absolute name"),
                new Hostile(
                        "hard link through a link",
                        new TarFile().link("up", "..").hardLink("mine", "up/secret"),
                        "behind a link"),
                new Hostile("hard link to nothing", new TarFile().hardLink("mine", "nothing"), "no file of it"),
                new Hostile("device", new TarFile().entry('4', "disk", "", 0666, new byte[0]), "device node"),
                new Hostile("character device", new TarFile().entry('3', "mem", "", 0666, new byte[0]), "device node"),
                new Hostile("whiteout of ..", new TarFile().file(".wh...", ""), "invalid whiteout"),
                new Hostile(
                        "zero in a link",
                        new TarFile().described("linkpath", "a\0b").link("l", "x"),
                        "cannot be had here"),
                new Hostile("below a file", new TarFile().file("f", "x").file("f/g", "x"), "no directory"),
                new Hostile(
                        "long description",
                        new TarFile().entry('L', "l", "", 0, new byte[2 << 20]).file("f", ""),
                        "description of"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatWouldLeaveTheLayerIsRefused(Hostile layer) throws Exception {
        assertThatThrownBy(() -> unpack(layer.tar()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(layer.message());
        assertThat(directory.resolve("outer/secret")).hasContent("untouched");
        try (Stream<Path> outer = Files.list(directory.resolve("outer"))) {
            assertThat(outer).hasSize(2);
        }
    }

    @Test
    void anAbsoluteLinkLeadsWithinTheLayer() throws Exception {
        unpack(new TarFile().directory("usr/").link("etc", "/usr").file("etc/file", "x"));
        assertThat(root.resolve("usr/file")).hasContent("x");
    }

    @Test
    void aFileReplacesALinkRatherThanWhatItLeadsTo() throws Exception {
        unpack(new TarFile().link("file", "../secret").file("file", "mine"));
        assertThat(root.resolve("file")).hasContent("mine");
        assertThat(directory.resolve("outer/secret")).hasContent("untouched");
    }

    @Test
    void ownersModesTimesAndHardLinksAreKept() throws Exception {
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        unpack(new TarFile()
                .described("uid", "1234")
                .file("a/set-id", 04755, content)
                .hardLink("b", "a/set-id")
                .link("c", "nowhere"));
        assertThat(Files.getAttribute(root.resolve("b"), "unix:uid")).isEqualTo(1234);
        assertThat((int) Files.getAttribute(root.resolve("b"), "unix:mode") & 07777)
                .isEqualTo(04755);
        assertThat(Files.getLastModifiedTime(root.resolve("b")).toMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(Files.isSameFile(root.resolve("b"), root.resolve("a/set-id")))
                .isTrue();
    }

    @Test
    void whiteoutsAreWhatOverlayfsTakesThemFor() throws Exception {
        Path lower = Files.createDirectories(directory.resolve("lower/dir"));
        Files.writeString(lower.resolve("hidden"), "");
        Files.writeString(lower.resolveSibling("gone"), "");
        Files.writeString(lower.resolveSibling("gone-too"), "");
        unpack(new TarFile()
                .file(".wh.gone", "")
                .file(".wh.gone-too", "")
                .directory("dir/")
                .file("dir/.wh..wh..opq", "")
                .file("dir/new", ""));
        Path merged = Files.createDirectories(directory.resolve("merged"));
        Programs.run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + root + ":" + directory.resolve("lower"),
                merged.toString());
        try (Stream<Path> all = Files.walk(merged)) {
            assertThat(all.map(p -> merged.relativize(p).toString()).toList())
                    .containsExactlyInAnyOrder("", "dir", "dir/new");
        } finally {
            Programs.run("umount", merged.toString());
        }
    }

    @Test
    void attributesThatTheKernelTrustsAreNotTaken() throws Exception {
        unpack(new TarFile()
                .described("SCHILY.xattr.trusted.overlay.opaque", "y")
                .directory("d/"));
        Process listed = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import os,sys;print(os.listxattr(sys.argv[1]))",
                        root.resolve("d").toString())
                .start();
        assertThat(new String(listed.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim())
                .isEqualTo("[]");
    }

    @Test
    void bombsAreBounded() {
        Limits tight = new Limits(1 << 20, 10, 100, 1 << 16);
        byte[] zeros = new TarFile().file("zeros", 0644, new byte[1 << 19]).gzip();
        assertThatThrownBy(() -> unpack(zeros, tight)).hasMessageContaining("refused as a bomb");
        byte[] large = new TarFile().file("large", 0644, new byte[2 << 20]).bytes();
        assertThatThrownBy(() -> unpack(large, tight)).hasMessageContaining("more than 1048576 bytes");
        TarFile many = new TarFile();
        for (int i = 0; i < 11; i++) {
            many.file("f" + i, "");
        }
        assertThatThrownBy(() -> unpack(many.bytes(), tight)).hasMessageContaining("more than 10 entries");
    }

    @Test
    void gzipAndZstdUnpackToTheSame() throws Exception {
        TarFile tar = new TarFile().file("file", "content");
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (ZstdOutputStream sink = new ZstdOutputStream(zstd)) {
            sink.write(tar.bytes());
        }
        String plain = unpack(tar.bytes(), Limits.DEFAULT);
        assertThat(List.of(unpack(tar.gzip(), Limits.DEFAULT), unpack(zstd.toByteArray(), Limits.DEFAULT)))
                .containsOnly(plain);
        assertThat(root.resolve("file")).hasContent("content");
    }
}
