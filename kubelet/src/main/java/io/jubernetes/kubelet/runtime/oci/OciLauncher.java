package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.image.ImageRecord;
import io.jubernetes.kubelet.image.ImageStore;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount.Propagation;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.process.ContainerFiles;
import io.jubernetes.kubelet.runtime.process.ContainerRecord;
import io.jubernetes.kubelet.runtime.process.ProcessContainer;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prepares a container's directory and starts its supervisor. */
final class OciLauncher {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Environment environment;
    private final Commands commands;
    private final OciProgram program;
    private final Cgroups cgroups;
    private final ImageStore images;
    private final Path state;

    OciLauncher(
            Environment environment,
            Commands commands,
            OciProgram program,
            Cgroups cgroups,
            ImageStore images,
            Path state) {
        this.environment = environment;
        this.commands = commands;
        this.program = program;
        this.cgroups = cgroups;
        this.images = images;
        this.state = state;
    }

    /**
     * Writes all that the supervisor needs; a configuration that cannot work is refused here.
     *
     * @param namespaces those that the container does not share with the host
     */
    void prepare(
            ContainerRecord record,
            ContainerFiles files,
            SandboxFiles sandbox,
            String group,
            Map<String, String> namespaces)
            throws InterruptedException {
        ContainerConfig config = record.config();
        ImageRecord image = images.find(config.imageRef())
                .orElseThrow(
                        () -> new RuntimeFailure(Kind.NOT_FOUND, "image \"" + config.imageRef() + "\": not found"));
        List<Path> layers = images.layers(image);
        ImageUser.Numbers user =
                new ImageUser(layers).resolve(config.runAs(), image.config().user());
        OciFiles own = new OciFiles(files);
        ObjectNode bundle = new Bundle(config, image.config(), sandbox).json(own, user, namespaces, group);
        images.use(files.id(), image);
        directories(own, layers);
        if (config.terminal().stdin() || config.terminal().tty()) {
            commands.mustRun(List.of("mkfifo", files.stdin().toString()), "");
        }
        String signal = config.stopSignal().isEmpty() ? image.config().stopSignal() : config.stopSignal();
        StateFiles.writeJson(own.facts(), new OciFiles.Facts(group, signal));
        StateFiles.writeJson(own.config(), bundle);
        StateFiles.writeText(
                files.script(),
                new OciSupervisor(program, state, files)
                        .text(
                                Math.max(1, layers.size()),
                                config.terminal(),
                                cgroups.oomCounts(group, program.keeps())));
    }

    /** The configuration holds the environment, with its secrets: nobody else may look into the directory. */
    private static void directories(OciFiles own, List<Path> layers) {
        try {
            Files.setPosixFilePermissions(own.files().directory(), PosixFilePermissions.fromString("rwx--x--x"));
            for (Path directory : List.of(own.lower(), own.upper(), own.work(), own.rootDirectory())) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            List<Path> order = layers.isEmpty() ? List.of(own.rootDirectory()) : layers.reversed();
            for (int i = 0; i < order.size(); i++) {
                Files.createSymbolicLink(own.lower().resolve(Integer.toString(i)), order.get(i));
            }
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "the container's directory: " + e.getMessage(), e);
        }
    }

    /** Starts the supervisor and waits until the container runs, or did not come to that. */
    void start(ProcessContainer container, String boot) throws InterruptedException {
        boolean shared = container.record().config().mounts().stream()
                .anyMatch(m -> m.propagation() == Propagation.BIDIRECTIONAL);
        List<String> line = new ArrayList<>(List.of("setsid", "--fork", "unshare", "--mount", "--propagation"));
        line.addAll(List.of(
                shared ? "unchanged" : "slave", "sh", container.files().script().toString()));
        launch(line, container.files());
        long end = environment.nanoTime() + START_LIMIT.toNanos();
        while (container.view().state() instanceof Container.State.Created && environment.nanoTime() < end) {
            container.refresh(boot);
            environment.sleep(LOOK);
        }
    }

    private static void launch(List<String> line, ContainerFiles files) throws InterruptedException {
        Redirect errors = Redirect.appendTo(files.launchErrors().toFile());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(files.directory().toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(errors)
                .redirectError(errors);
        builder.environment().clear();
        builder.environment().put("PATH", HostPrograms.searchPath());
        try {
            if (builder.start().waitFor() != 0) {
                throw new RuntimeFailure(
                        Kind.FAILED,
                        "the supervisor could not be started: "
                                + StateFiles.readText(files.launchErrors()).trim());
            }
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "the supervisor could not be started: " + e.getMessage(), e);
        }
    }

    /** Takes away what an ended container left: nothing, unless its supervisor was killed. */
    void clean(ProcessContainer container) throws InterruptedException {
        String id = container.record().id();
        if (Files.exists(state.resolve(id))) {
            commands.run(program.words(state, List.of("delete", "--force", id)));
        }
        StateFiles.readJson(new OciFiles(container.files()).facts(), OciFiles.Facts.class)
                .ifPresent(facts -> cgroups.remove(facts.group()));
        images.release(id);
    }
}
