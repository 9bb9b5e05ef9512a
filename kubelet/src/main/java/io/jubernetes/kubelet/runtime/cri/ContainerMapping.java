package io.jubernetes.kubelet.runtime.cri;

import com.google.protobuf.ByteString;
import io.jubernetes.cri.v1.ContainerMetadata;
import io.jubernetes.cri.v1.ContainerStatus;
import io.jubernetes.cri.v1.Device;
import io.jubernetes.cri.v1.ImageSpec;
import io.jubernetes.cri.v1.KeyValue;
import io.jubernetes.cri.v1.LinuxContainerConfig;
import io.jubernetes.cri.v1.Mount;
import io.jubernetes.cri.v1.MountPropagation;
import io.jubernetes.cri.v1.PodSandboxConfig;
import io.jubernetes.cri.v1.Signal;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.nio.file.Path;
import java.util.Map;

/** Containers in the daemon's words, and back. */
final class ContainerMapping {

    /** What a list of containers does not say travels with them. */
    private static final String LOG = "io.jubernetes.log";

    private static final String IMAGE = "io.jubernetes.image";
    private static final String TERMINAL = "io.jubernetes.terminal";
    private static final int KILLED = 137;

    private ContainerMapping() {}

    static io.jubernetes.cri.v1.ContainerConfig config(
            ContainerConfig config, PodSandboxConfig sandbox, Ownership ownership) {
        io.jubernetes.cri.v1.ContainerConfig.Builder all = io.jubernetes.cri.v1.ContainerConfig.newBuilder()
                .setMetadata(
                        ContainerMetadata.newBuilder().setName(config.name()).setAttempt(config.attempt()))
                .setImage(ImageSpec.newBuilder().setImage(config.imageRef()).setUserSpecifiedImage(config.image()))
                .addAllCommand(config.command().command())
                .addAllArgs(config.command().args())
                .setWorkingDir(config.command().workingDir())
                .setLogPath(config.logPath())
                .setStdin(config.terminal().stdin())
                .setStdinOnce(config.terminal().stdinOnce())
                .setTty(config.terminal().tty())
                .setStopSignal(signal(config.stopSignal()))
                .setLinux(LinuxContainerConfig.newBuilder()
                        .setResources(ResourceMapping.of(config.linux().resources()))
                        .setSecurityContext(SecurityMapping.container(
                                config, sandbox.getLinux().getSecurityContext().getNamespaceOptions())));
        config.command()
                .environment()
                .forEach((name, value) ->
                        all.addEnvs(KeyValue.newBuilder().setKey(name).setValue(ByteString.copyFromUtf8(value))));
        config.mounts().forEach(mount -> all.addMounts(mount(mount)));
        config.linux().devices().forEach(device -> all.addDevices(device(device)));
        return all.putAllLabels(ownership.mark(config.labels(), Ownership.pod(sandbox.getLabelsMap())))
                .putAllAnnotations(config.annotations())
                .putAnnotations(
                        LOG,
                        Path.of(sandbox.getLogDirectory())
                                .resolve(config.logPath())
                                .toString())
                .putAnnotations(IMAGE, config.image())
                .putAnnotations(TERMINAL, Boolean.toString(config.terminal().tty()))
                .build();
    }

    static boolean hasTerminal(io.jubernetes.cri.v1.Container listed) {
        return Boolean.parseBoolean(listed.getAnnotationsOrDefault(TERMINAL, ""));
    }

    private static Signal signal(String name) {
        if (name.isEmpty()) {
            return Signal.RUNTIME_DEFAULT;
        }
        try {
            return Signal.valueOf(name.replace("+", "PLUS").replace("-", "MINUS"));
        } catch (IllegalArgumentException e) {
            return Signal.RUNTIME_DEFAULT;
        }
    }

    private static Mount mount(ContainerConfig.Mount mount) {
        MountPropagation propagation = switch (mount.propagation()) {
            case PRIVATE -> MountPropagation.PROPAGATION_PRIVATE;
            case HOST_TO_CONTAINER -> MountPropagation.PROPAGATION_HOST_TO_CONTAINER;
            case BIDIRECTIONAL -> MountPropagation.PROPAGATION_BIDIRECTIONAL;
        };
        return Mount.newBuilder()
                .setContainerPath(mount.containerPath())
                .setHostPath(mount.hostPath().toString())
                .setReadonly(mount.readOnly())
                .setRecursiveReadOnly(mount.recursiveReadOnly())
                .setPropagation(propagation)
                .build();
    }

    private static Device device(Resources.Device device) {
        return Device.newBuilder()
                .setHostPath(device.hostPath())
                .setContainerPath(device.containerPath())
                .setPermissions(device.permissions())
                .build();
    }

    static Container container(io.jubernetes.cri.v1.Container listed, State state) {
        Map<String, String> annotations = listed.getAnnotationsMap();
        PodIdentity pod = Ownership.pod(listed.getLabelsMap());
        String image = annotations.getOrDefault(IMAGE, listed.getImage().getImage());
        return new Container(
                listed.getId(),
                listed.getPodSandboxId(),
                pod,
                listed.getMetadata().getName(),
                listed.getMetadata().getAttempt(),
                image,
                listed.getImageRef(),
                state,
                SandboxMapping.time(listed.getCreatedAt()),
                Ownership.unmark(listed.getLabelsMap()),
                SandboxMapping.without(annotations, LOG, IMAGE, TERMINAL),
                Path.of(annotations.getOrDefault(LOG, "/nonexistent")));
    }

    static State state(ContainerStatus status) {
        return switch (status.getState()) {
            case CONTAINER_CREATED -> new State.Created();
            case CONTAINER_RUNNING -> new State.Running(SandboxMapping.time(status.getStartedAt()));
            case CONTAINER_EXITED ->
                new State.Exited(
                        SandboxMapping.time(status.getStartedAt()),
                        // containerd may note the end of a short life before its beginning
                        SandboxMapping.time(Math.max(status.getStartedAt(), status.getFinishedAt())),
                        status.getExitCode(),
                        status.getReason(),
                        status.getMessage());
            case CONTAINER_UNKNOWN, UNRECOGNIZED ->
                new State.Exited(
                        SandboxMapping.time(status.getStartedAt()),
                        SandboxMapping.time(Math.max(status.getFinishedAt(), status.getCreatedAt())),
                        KILLED,
                        "ContainerStatusUnknown",
                        "The container could not be located when the runtime was asked for it");
        };
    }
}
