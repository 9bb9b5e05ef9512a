package io.jubernetes.kubelet.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images come as archives, share what they have in common, and go. */
@Timeout(60)
final class ImageStoreTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private ImageStore store;

    @BeforeEach
    void prepare() {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners of files need root");
        store = new ImageStore(directory);
    }

    private List<ImageRecord> read(byte[] archive) throws Exception {
        return new ImageArchive(new SystemEnvironment(), store, directory)
                .read(new ByteArrayInputStream(archive), null);
    }

    private static TestImage image(String content) throws Exception {
        return new TestImage(
                JSON.createObjectNode().put("User", "1000:1000"),
                List.of(
                        TestImage.Layer.plain(new TarFile().file("common", "same")),
                        TestImage.Layer.gzip(new TarFile().file("own", content))));
    }

    @Test
    void anOciArchiveBecomesAnImage() throws Exception {
        TestImage made = image("a");
        ImageRecord image = read(made.archive("localhost/web:1")).getFirst();
        assertThat(store.find("localhost/web:1")).contains(image);
        assertThat(store.find(image.id().substring(7, 20))).contains(image);
        assertThat(image.toImage().user()).isEqualTo("1000");
        assertThat(store.layers(image)).hasSize(2);
        assertThat(store.layers(image).getLast().resolve("own")).hasContent("a");
    }

    @Test
    void whatIsExportedIsImportedAsItWas() throws Exception {
        ImageRecord image = read(image("a").archive("localhost/web:1")).getFirst();
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new ImageArchive(new SystemEnvironment(), store, directory).write(image, archive);
        store.remove(image.id());
        assertThat(read(archive.toByteArray())).containsExactly(image);
        Path file = Files.write(directory.resolve("exported.tar"), archive.toByteArray());
        Process listed = new ProcessBuilder("tar", "-tf", file.toString()).start();
        assertThat(new String(listed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("manifest.json", "blobs/sha256/" + image.id().substring(7));
    }

    @Test
    void anArchiveOfDockersBecomesAnImage() throws Exception {
        TarFile layer = new TarFile().file("own", "b");
        String config = "{\"os\":\"linux\",\"config\":{\"Cmd\":[\"/own\"]},\"rootfs\":{\"diff_ids\":[\""
                + Digest.of(layer.bytes()) + "\"]}}";
        byte[] archive = new TarFile()
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"web:2\"],\"Layers\":[\"l/layer.tar\"]}]")
                .file("c.json", config)
                .file("l/layer.tar", 0644, layer.bytes())
                .bytes();
        assertThat(read(archive).getFirst().names()).containsExactly("docker.io/library/web:2");
        assertThat(store.find("web:2").orElseThrow().config().command()).containsExactly("/own");
    }

    @Test
    void aNameMovesToTheNewestImage() throws Exception {
        read(image("a").archive("localhost/web:1"));
        ImageRecord second = read(image("b").archive("localhost/web:1")).getFirst();
        assertThat(store.find("localhost/web:1").orElseThrow().id()).isEqualTo(second.id());
        assertThat(store.list()).hasSize(2);
    }

    @Test
    void whatImagesShareStaysUntilTheLastOneGoes() throws Exception {
        ImageRecord first = read(image("a").archive("localhost/web:1")).getFirst();
        ImageRecord second = read(image("b").archive("localhost/web:2")).getFirst();
        assertThat(store.layers(first).getFirst())
                .isEqualTo(store.layers(second).getFirst());
        store.remove(first.id());
        assertThat(store.layers(first).getLast()).doesNotExist();
        assertThat(store.layers(second).getFirst()).exists();
        store.use("container", second);
        assertThatThrownBy(() -> store.remove("localhost/web:2"))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("in use");
        assertThat(store.prune()).isEmpty();
        store.release("container");
        assertThat(store.prune()).hasSize(1);
        assertThat(directory.resolve("blobs")).isEmptyDirectory();
        assertThat(directory.resolve("layers")).isEmptyDirectory();
    }

    @Test
    void anArchiveThatLiesIsRefused() throws Exception {
        TestImage made = image("a");
        String layer = made.blobs.keySet().stream().skip(0).findFirst().orElseThrow();
        made.blobs.put(layer, "something else".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(made.archive("localhost/web:1"))).isInstanceOf(ImageException.class);
        assertThatThrownBy(() -> read(new TarFile().file("x", "").bytes()))
                .hasMessageContaining("neither an OCI archive");
        assertThat(store.list()).isEmpty();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).noneMatch(p -> p.getFileName().toString().startsWith("import-"));
        }
    }
}
