package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes PersistentVolumes available on this node: directories of the node, and file systems of NFS servers. */
final class PersistentVolumes {

    private final LocalVolumes local;

    PersistentVolumes(LocalVolumes local) {
        this.local = local;
    }

    /**
     * @param directory where a file system may be mounted for the pod
     * @return where the volume is
     */
    Path prepare(PersistentVolume volume, Path directory, VolumeGroup group)
            throws VolumeError, IOException, InterruptedException {
        var spec = volume.getSpec();
        if (spec.getHostPath() != null) {
            Path path = Path.of(spec.getHostPath().getPath());
            if (local.holds(path)) {
                local.make(path);
                group.take(path);
            }
            return HostPaths.check(spec.getHostPath());
        }
        if (spec.getLocal() != null) {
            Path path = Path.of(spec.getLocal().getPath());
            if (!Files.exists(path)) {
                throw new VolumeError("path \"" + path + "\" does not exist");
            }
            group.take(path);
            return path;
        }
        if (spec.getNfs() != null) {
            return nfs(spec.getNfs(), spec.getMountOptions(), directory);
        }
        throw new VolumeError("this node has no support for persistent volumes of the type of \""
                + volume.getMetadata().getName() + "\"");
    }

    Path nfs(NFSVolumeSource source, @org.jspecify.annotations.Nullable List<String> options, Path directory)
            throws VolumeError, IOException, InterruptedException {
        Files.createDirectories(directory);
        if (!Mounts.isMounted(directory)) {
            List<String> all = new ArrayList<>(options == null ? List.of() : options);
            if (Boolean.TRUE.equals(source.getReadOnly())) {
                all.add("ro");
            }
            Mounts.mount("nfs", String.join(",", all), source.getServer() + ":" + source.getPath(), directory);
        }
        return directory;
    }
}
