package io.jubernetes.kubelet.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kubelet.runtime.ContainerRuntimeContract;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for processes however well this machine can keep them apart. */
@Timeout(120)
abstract class ProcessRuntimeContract extends ContainerRuntimeContract<ProcessRuntimeContext> {

    abstract ProcessConfig config(Path root);

    @Override
    protected ProcessRuntimeContext context(Path directory) {
        return new ProcessRuntimeContext(directory, config(directory.resolve("state")));
    }

    @Override
    protected void assertNothingLeft() throws Exception {
        super.assertNothingLeft();
        assertThat(directory.resolve("state/containers")).isEmptyDirectory();
    }

    @Test
    void aKilledSupervisorIsAnEndByKill() throws Exception {
        String id = context.run("sleep", "1000");
        long supervisor = Long.parseLong(Files.readString(directory.resolve("state/containers/" + id + "/pid"))
                .split(" ")[0]);
        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
    }

    @Test
    void noCommandSaysWhatToDo() {
        assertThatThrownBy(() -> context.run())
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("set the container's `command`");
    }
}
