package io.jubernetes.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class AtomicDirectoryTest {

    @TempDir
    Path directory;

    private static Payload payload(String... pathsAndTexts) throws VolumeError {
        Payload payload = new Payload();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            payload.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8), 0640);
        }
        return payload;
    }

    private List<String> names() throws Exception {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void contentChangesAllAtOnce() throws Exception {
        AtomicDirectory volume = new AtomicDirectory(directory, new VolumeGroup(-1, false));
        assertThat(volume.write(payload("a", "1", "sub/b", "2"), "v1")).isTrue();
        Path link = directory.resolve("..data");
        assertThat(Files.readSymbolicLink(directory.resolve("a"))).isEqualTo(Path.of("..data/a"));
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("..v1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
                .isEqualTo("rw-r-----");
        assertThat(volume.write(payload("a", "1", "sub/b", "2"), "v2")).isFalse();
        assertThat(volume.write(payload("a", "3"), "v3")).isTrue();
        assertThat(directory.resolve("a")).hasContent("3");
        assertThat(names()).containsExactly("..data", "..v3", "a");
    }

    @Test
    void pathsThatLeadOutAreRefused() {
        assertThatThrownBy(() -> payload("../x", ""))
                .isInstanceOf(VolumeError.class)
                .hasMessageContaining("../x");
        assertThatThrownBy(() -> payload("/x", "")).isInstanceOf(VolumeError.class);
    }
}
