package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prepares a container's directory and starts its supervisor. */
final class Launcher {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(2);

    private final Environment environment;
    private final HostFeatures features;
    private final Commands commands;
    private final Path stateRoot;
    private final Surroundings surroundings;

    Launcher(Environment environment, HostFeatures features, Commands commands, Path stateRoot) {
        this.environment = environment;
        this.features = features;
        this.commands = commands;
        this.stateRoot = stateRoot;
        this.surroundings = new Surroundings(features);
    }

    /** Writes all that the supervisor needs; a configuration that cannot work is refused here. */
    void prepare(ContainerRecord record, ContainerFiles files, SandboxRecord sandbox) throws InterruptedException {
        List<Mount> mounts = surroundings.mounts(files, record.config(), sandbox.config(), sandbox.ip());
        String workingDirectory = surroundings.workingDirectory(files, record.config());
        RootFilesystem root = null;
        if (features.isolation().hasNamespaces()) {
            root = new RootFilesystem(features.isolation(), stateRoot);
            surroundings.checkMounts(root, mounts);
        } else {
            StateFiles.createDirectories(files.workingDirectory());
            surroundings.linkVolumes(files, mounts);
            StateFiles.createDirectories(Path.of(workingDirectory));
        }
        if (record.config().terminal().stdin()) {
            commands.mustRun(List.of("mkfifo", files.stdin().toString()), "");
        }
        SupervisorScript script = new SupervisorScript(
                features,
                files,
                record.config(),
                surroundings.environment(
                        files, record.config(), sandbox.config().hostname()));
        String group = features.isolation() == Isolation.ROOT
                ? ContainerCgroup.make(files, sandbox.config().linux().cgroupParent(), record.config())
                : "";
        StateFiles.writeText(
                files.script(), group + script.text(sandbox.config().hostname(), mounts, root, workingDirectory));
        restrict(files.script());
    }

    /** Starts the supervisor and waits until it has started the main process, or failed to. */
    void start(ProcessContainer container, List<String> network, String boot) throws InterruptedException {
        List<String> line = new ArrayList<>(network);
        if (features.setsid()) {
            line.addAll(List.of("setsid", "--fork"));
        }
        if (features.isolation().hasNamespaces()) {
            line.addAll(Namespaces.unshare(features.isolation()));
        }
        String script = container.files().script().toString();
        line.addAll(features.setsid() ? List.of("sh", script) : List.of("sh", "-mc", "sh \"$0\" &", script));
        launch(line, container);
        long end = environment.nanoTime() + START_LIMIT.toNanos();
        while (container.view().state() instanceof Container.State.Created && environment.nanoTime() < end) {
            container.refresh(boot);
            environment.sleep(LOOK);
        }
    }

    private static void launch(List<String> line, ProcessContainer container) throws InterruptedException {
        ContainerFiles files = container.files();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(files.directory().toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(files.launchErrors().toFile()))
                .redirectError(Redirect.appendTo(files.launchErrors().toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", HostPrograms.searchPath());
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new RuntimeFailure(
                        Kind.FAILED,
                        "the supervisor could not be started: "
                                + StateFiles.readText(files.launchErrors()).trim());
            }
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "the supervisor could not be started: " + e.getMessage(), e);
        }
    }

    /** The script holds the environment, with its secrets. */
    private static void restrict(Path script) {
        try {
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new RuntimeFailure(Kind.FAILED, "permissions of " + script + ": " + e.getMessage(), e);
        }
    }
}
