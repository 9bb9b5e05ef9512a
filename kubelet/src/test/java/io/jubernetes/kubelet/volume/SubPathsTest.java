package io.jubernetes.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class SubPathsTest {

    @TempDir
    private Path directory;

    private Path volume() throws Exception {
        return Files.createDirectories(directory.resolve("volume")).toRealPath();
    }

    @Test
    void whatIsMissingIsMade() throws Exception {
        assertThat(SubPaths.find(volume(), "a/b"))
                .isEqualTo(volume().resolve("a/b"))
                .isDirectory();
    }

    @Test
    void linksWithinTheVolumeAreFollowed() throws Exception {
        Files.createDirectories(volume().resolve("data"));
        Files.createSymbolicLink(volume().resolve("link"), Path.of("data"));
        assertThat(SubPaths.find(volume(), "link/x")).isEqualTo(volume().resolve("data/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/x", "out", "../x", "/etc", "a/../../x", "up/x"})
    void nothingIsFoundOrMadeOutside(String subPath) throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.createSymbolicLink(volume().resolve("out"), outside);
        Files.createSymbolicLink(volume().resolve("up"), Path.of("../outside"));
        assertThatThrownBy(() -> SubPaths.find(volume(), subPath)).isInstanceOf(VolumeError.class);
        assertThat(outside).isEmptyDirectory();
    }
}
