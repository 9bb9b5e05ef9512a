package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.process.Execution;
import io.jubernetes.kubelet.runtime.process.ProcessContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts commands in containers by the program that made them: with the container's user, variables and rights. */
final class OciExecution implements Execution.Starter {

    private final OciProgram program;
    private final Path state;

    OciExecution(OciProgram program, Path state) {
        this.program = program;
        this.state = state;
    }

    @Override
    public Process start(ProcessContainer container, List<String> command, String terminal) {
        container.mustRun();
        List<String> arguments = new ArrayList<>(List.of("exec"));
        if (!terminal.isEmpty()) {
            arguments.add("--tty");
        }
        arguments.add(container.record().id());
        arguments.addAll(command);
        List<String> words = program.words(state, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(terminal.isEmpty() ? words : Execution.onTerminal(terminal, true, words));
        builder.environment().put("PATH", HostPrograms.searchPath());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "OCI runtime exec failed: " + e.getMessage(), e);
        }
    }
}
