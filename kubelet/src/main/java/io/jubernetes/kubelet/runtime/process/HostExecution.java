package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Starts commands in containers that are processes of the host. */
final class HostExecution implements Execution.Starter {

    private final HostFeatures features;
    private final Surroundings surroundings;
    private final Function<ProcessContainer, String> hostname;

    HostExecution(HostFeatures features, Function<ProcessContainer, String> hostname) {
        this.features = features;
        this.surroundings = new Surroundings(features);
        this.hostname = hostname;
    }

    @Override
    public Process start(ProcessContainer container, List<String> command, String terminal) {
        ProcessBuilder builder = new ProcessBuilder(line(container, command, terminal));
        builder.environment().clear();
        builder.environment()
                .putAll(surroundings.environment(
                        container.files(), container.record().config(), hostname.apply(container)));
        if (!terminal.isEmpty()) {
            builder.environment().putIfAbsent("TERM", "xterm");
        }
        if (!features.isolation().hasNamespaces()) {
            builder.directory(new File(surroundings.workingDirectory(
                    container.files(), container.record().config())));
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RuntimeFailure(
                    Kind.FAILED,
                    "exec: \"" + command.getFirst() + "\": executable file not found in $PATH: " + e.getMessage(),
                    e);
        }
    }

    private List<String> line(ProcessContainer container, List<String> command, String terminal) {
        long pid = container
                .mustRun()
                .hostPid()
                .orElseThrow(() -> new RuntimeFailure(Kind.WRONG_STATE, "the container's main process has ended"));
        // outside of the container's root, where the groups are
        List<String> line = new ArrayList<>(ContainerCgroup.enter(container.files()));
        if (features.isolation().hasNamespaces()) {
            line.addAll(Namespaces.enter(features.isolation(), pid, features.podNetwork()));
        }
        line.addAll(Rights.words(features, container.record().config()));
        line.addAll(terminal.isEmpty() ? command : Execution.onTerminal(terminal, features.setsid(), command));
        return line;
    }
}
