package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.env.Expansion;
import io.jubernetes.kubelet.env.PodFields;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount.Propagation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the volumes of pods, below {@code DATA/pods/UID/volumes}, and removes them. */
public final class PodVolumes {

    private static final Logger LOG = LoggerFactory.getLogger(PodVolumes.class);
    private static final int DEFAULT_MODE = 0644;

    private final Environment environment;
    private final Path pods;
    private final ClusterObjects objects;
    private final TokenSource tokens;
    private final boolean simulated;

    /** @param simulated containers are pretended: nothing is made */
    public PodVolumes(
            Environment environment,
            Path dataDirectory,
            ClusterObjects objects,
            TokenSource tokens,
            boolean simulated) {
        this.simulated = simulated;
        this.environment = environment;
        this.pods = dataDirectory.resolve("pods");
        this.objects = objects;
        this.tokens = tokens;
    }

    /**
     * Makes all volumes of a pod, or brings those that are there up to date.
     *
     * @return where each is, by name
     */
    public Map<String, Path> prepare(Pod pod, PodFields fields) throws VolumeError, InterruptedException {
        Map<String, Path> paths = new LinkedHashMap<>();
        List<Volume> volumes = pod.getSpec().getVolumes();
        for (Volume volume : volumes == null ? List.<Volume>of() : volumes) {
            if (simulated) {
                paths.put(volume.getName(), pods);
                continue;
            }
            try {
                paths.put(volume.getName(), prepare(pod, volume, new Projections(objects, tokens, pod, fields)));
            } catch (VolumeError e) {
                throw new VolumeError("MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e.text());
            } catch (IOException e) {
                throw new VolumeError("MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e);
            }
        }
        return paths;
    }

    private Path prepare(Pod pod, Volume volume, Projections projections)
            throws VolumeError, IOException, InterruptedException {
        if (volume.getHostPath() != null) {
            return HostPaths.check(volume.getHostPath());
        }
        if (volume.getEmptyDir() != null) {
            return emptyDir(directory(pod, "empty-dir", volume.getName()));
        }
        Payload payload = new Payload();
        String plugin = collect(volume, projections, payload);
        Path directory = directory(pod, plugin, volume.getName());
        new AtomicDirectory(directory).write(payload, version());
        return directory;
    }

    private static String collect(Volume volume, Projections projections, Payload payload)
            throws VolumeError, InterruptedException {
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            projections.configMap(
                    source.getName(),
                    new Projections.Selection(source.getItems(), source.getOptional(), mode(source.getDefaultMode())),
                    payload);
            return "configmap";
        }
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            projections.secret(
                    source.getSecretName(),
                    new Projections.Selection(source.getItems(), source.getOptional(), mode(source.getDefaultMode())),
                    payload);
            return "secret";
        }
        if (volume.getDownwardAPI() != null) {
            var source = volume.getDownwardAPI();
            projections.downward(source.getItems(), mode(source.getDefaultMode()), payload);
            return "downward-api";
        }
        if (volume.getProjected() != null) {
            var source = volume.getProjected();
            projections.projected(source.getSources(), mode(source.getDefaultMode()), payload);
            return "projected";
        }
        throw new VolumeError("this node has no support for volumes of its type");
    }

    private static int mode(@org.jspecify.annotations.Nullable Integer mode) {
        return mode == null ? DEFAULT_MODE : mode;
    }

    private static Path emptyDir(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            AtomicDirectory.allow(directory, 0777);
        }
        return directory;
    }

    /** Names sort by time, which helps people who look; chance keeps two of one moment apart. */
    private String version() {
        return environment.now().toString().replaceAll("[-:]", "").replace('.', '_') + "."
                + environment.newUid().substring(0, 8);
    }

    private Path directory(Pod pod, String plugin, String name) {
        return podDirectory(Pods.uid(pod))
                .resolve("volumes")
                .resolve("kubernetes.io~" + plugin)
                .resolve(name);
    }

    private Path podDirectory(String uid) {
        return pods.resolve(uid);
    }

    /** What a container mounts. */
    public static List<Mount> mounts(List<VolumeMount> wanted, Map<String, Path> volumes, Map<String, String> variables)
            throws VolumeError {
        List<Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : wanted) {
            Path volume = volumes.get(mount.getName());
            if (volume == null) {
                throw new VolumeError("volume \"" + mount.getName() + "\" not found");
            }
            String subPath = Optional.ofNullable(mount.getSubPathExpr())
                    .map(e -> Expansion.expand(e, variables))
                    .orElse(mount.getSubPath());
            Path source = subPath == null || subPath.isEmpty() ? volume : below(volume, subPath);
            boolean readOnly = Boolean.TRUE.equals(mount.getReadOnly());
            boolean recursive = readOnly && "Enabled".equals(mount.getRecursiveReadOnly());
            mounts.add(new Mount(mount.getMountPath(), source, readOnly, recursive, propagation(mount)));
        }
        return mounts;
    }

    private static Propagation propagation(VolumeMount mount) {
        return switch (mount.getMountPropagation()) {
            case "HostToContainer" -> Propagation.HOST_TO_CONTAINER;
            case "Bidirectional" -> Propagation.BIDIRECTIONAL;
            case null, default -> Propagation.PRIVATE;
        };
    }

    /** A path below a volume; links in the volume must not lead out of it. */
    private static Path below(Path volume, String subPath) throws VolumeError {
        try {
            Path path = volume.resolve(subPath).normalize();
            if (subPath.startsWith("/") || !path.startsWith(volume)) {
                throw new VolumeError("failed to prepare subPath: " + subPath + " is not below its volume");
            }
            if (!Files.exists(path)) {
                Files.createDirectories(path);
            }
            Path real = path.toRealPath();
            if (!real.startsWith(volume.toRealPath())) {
                throw new VolumeError("failed to prepare subPath: " + subPath + " leads out of its volume");
            }
            return real;
        } catch (IOException e) {
            throw new VolumeError("failed to prepare subPath: " + e);
        }
    }

    /** Removes the volumes of a pod that has ended. */
    public void remove(String podUid) {
        if (simulated) {
            return;
        }
        try {
            Removal.tree(podDirectory(podUid));
        } catch (IOException e) {
            LOG.warn("The volumes of a pod could not be removed: pod={}", podUid, e);
        }
    }
}
