package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.jubernetes.kubelet.env.Expansion;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount.Propagation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container mounts of its pod's volumes. */
public final class ContainerMounts {

    private final Pod pod;
    private final Map<String, Path> volumes;

    /** @param volumes where each volume of the pod is, by name */
    public ContainerMounts(Pod pod, Map<String, Path> volumes) {
        this.pod = pod;
        this.volumes = volumes;
    }

    public List<Mount> of(Container container, Map<String, String> variables) throws VolumeError {
        List<Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            mounts.add(mount(mount, variables));
        }
        return mounts;
    }

    private Mount mount(VolumeMount wanted, Map<String, String> variables) throws VolumeError {
        Path volume = volumes.get(wanted.getName());
        if (volume == null) {
            throw new VolumeError("volume \"" + wanted.getName() + "\" not found");
        }
        String subPath = Optional.ofNullable(wanted.getSubPathExpr())
                .map(e -> Expansion.expand(e, variables))
                .orElse(wanted.getSubPath());
        Path source = subPath == null || subPath.isEmpty() ? volume : SubPaths.find(volume, subPath);
        boolean readOnly = Boolean.TRUE.equals(wanted.getReadOnly()) || isReadOnly(wanted.getName());
        boolean recursive = readOnly && "Enabled".equals(wanted.getRecursiveReadOnly());
        return new Mount(wanted.getMountPath(), source, readOnly, recursive, propagation(wanted));
    }

    /** What is made of objects is the agent's to write; a claim may be wanted for reading only. */
    private boolean isReadOnly(String name) {
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getName().equals(name)) {
                return volume.getPersistentVolumeClaim() != null
                        && Boolean.TRUE.equals(volume.getPersistentVolumeClaim().getReadOnly());
            }
        }
        return false;
    }

    private static Propagation propagation(VolumeMount mount) {
        return switch (mount.getMountPropagation()) {
            case "HostToContainer" -> Propagation.HOST_TO_CONTAINER;
            case "Bidirectional" -> Propagation.BIDIRECTIONAL;
            case null, default -> Propagation.PRIVATE;
        };
    }
}
