package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.process.Execution;
import io.jubernetes.kubelet.runtime.process.ProcessContainer;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts commands in containers by the program that made them: with the container's user, directory, variables and rights. It is
 * told all of these, because crun by itself would run a command as root in {@code /}.
 */
final class OciExecution implements Execution.Starter {

    private static final Logger LOG = LoggerFactory.getLogger(OciExecution.class);
    private static final String TERM = "TERM=";

    private final OciProgram program;
    private final Path state;

    OciExecution(OciProgram program, Path state) {
        this.program = program;
        this.state = state;
    }

    @Override
    public Process start(ProcessContainer container, List<String> command, String terminal) {
        container.mustRun();
        OciFiles files = new OciFiles(container.files());
        ObjectNode process = process(files, command, !terminal.isEmpty());
        Path file = null;
        try {
            // it holds the environment: nobody else may read it
            file = Files.createTempFile(files.files().directory(), "exec", ".json");
            Files.writeString(file, process.toString());
            Process started = start(file, container.record().id(), terminal);
            Path written = file;
            started.onExit().thenRun(() -> delete(written));
            return started;
        } catch (IOException e) {
            if (file != null) {
                delete(file);
            }
            throw new RuntimeFailure(Kind.FAILED, "OCI runtime exec failed: " + e.getMessage(), e);
        }
    }

    private static ObjectNode process(OciFiles files, List<String> command, boolean terminal) {
        ObjectNode process = StateFiles.readJson(files.config(), ObjectNode.class)
                .orElseThrow(() -> new RuntimeFailure(Kind.FAILED, "OCI runtime exec failed: no " + files.config()))
                .withObject("/process")
                .put("terminal", terminal);
        command.forEach(process.putArray("args")::add);
        ArrayNode environment = process.withArrayProperty("env");
        boolean named =
                environment.valueStream().anyMatch(variable -> variable.asText().startsWith(TERM));
        if (terminal && !named) {
            environment.add(TERM + "xterm");
        }
        return process;
    }

    private Process start(Path process, String id, String terminal) throws IOException {
        List<String> words = program.words(state, List.of("exec", "--process", process.toString(), id));
        ProcessBuilder builder =
                new ProcessBuilder(terminal.isEmpty() ? words : Execution.onTerminal(terminal, true, words));
        builder.environment().put("PATH", HostPrograms.searchPath());
        return builder.start();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("What a command was told is still there; it goes with its container: file={}", file, e);
        }
    }
}
