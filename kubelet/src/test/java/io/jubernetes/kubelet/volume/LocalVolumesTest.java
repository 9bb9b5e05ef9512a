package io.jubernetes.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class LocalVolumesTest {

    @TempDir
    Path data;

    @Test
    void everybodyMayWriteToAVolumeUntilItIsRemoved() throws IOException {
        LocalVolumes volumes = new LocalVolumes(data);
        Path volume = volumes.directory().resolve("pvc-1");
        volumes.make(volume);
        Files.writeString(volume.resolve("file"), "kept");
        volumes.make(volume);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(volume)))
                .isEqualTo("rwxrwxrwx");
        assertThat(volume.resolve("file")).hasContent("kept");
        volumes.remove("pvc-1");
        volumes.remove("pvc-1");
        assertThat(volume).doesNotExist();
        assertThat(volumes.directory()).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../pods", "a/b", "/etc", "a/.."})
    void nothingElseIsRemoved(String name) {
        assertThatThrownBy(() -> new LocalVolumes(data).remove(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
