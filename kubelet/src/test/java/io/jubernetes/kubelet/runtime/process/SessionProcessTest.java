package io.jubernetes.kubelet.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where nothing but sessions can be had. */
@Timeout(120)
final class SessionProcessTest extends ProcessRuntimeContract {

    @Override
    ProcessConfig config(Path root) {
        return new ProcessConfig(root, true, false);
    }

    @Test
    void anAbsoluteMountPathIsRefusedWithARemedy() throws Exception {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        String sandbox = context.sandbox("web-0");
        assertThatThrownBy(() ->
                        context.start(sandbox, Terminal.NONE, List.of(new Mount("/etc/web", volume, true)), "true"))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("mountPath /etc/web")
                .hasMessageContaining("relative mountPath");
    }

    @Test
    void aRelativeMountPathIsLinkedIntoTheWorkingDirectory() throws Exception {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Files.writeString(volume.resolve("file"), "content\n");
        String id = context.start(
                context.sandbox("web-0"),
                Terminal.NONE,
                List.of(new Mount("conf/web", volume, true)),
                "cat",
                "conf/web/file");
        context.awaitExit(id);
        assertThat(context.log(id)).containsExactly("stdout F content");
    }
}
