package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.env.PodFields;
import io.jubernetes.kubelet.pod.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final ImageVolumes images;
    private final boolean simulated;
    /** Volumes that outlive their pod, once they are prepared for it: that is not done again while it runs. */
    private final Map<String, Path> lasting = new ConcurrentSkipListMap<>();

    private final Claims claims;
    private final PersistentVolumes persistent;

    /** @param simulated containers are pretended: nothing is made */
    public PodVolumes(
            Environment environment,
            Path dataDirectory,
            ClusterObjects objects,
            TokenSource tokens,
            ImageVolumes images,
            boolean simulated) {
        this.images = images;
        this.simulated = simulated;
        this.environment = environment;
        this.pods = dataDirectory.resolve("pods");
        this.objects = objects;
        this.tokens = tokens;
        this.claims = new Claims(objects);
        this.persistent = new PersistentVolumes(new LocalVolumes(dataDirectory));
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
        VolumeGroup group = VolumeGroup.of(pod);
        if (volume.getEmptyDir() != null) {
            Path directory = directory(pod, "empty-dir", volume.getName());
            EmptyDirs.prepare(volume.getEmptyDir(), directory, group);
            return directory;
        }
        Optional<String> claim = Claims.name(pod, volume);
        if (claim.isPresent() || volume.getNfs() != null) {
            String key = Pods.uid(pod) + " " + volume.getName();
            Path known = lasting.get(key);
            Path path = known == null ? lasting(pod, volume, claim, group) : known;
            lasting.put(key, path);
            return path;
        }
        if (volume.getImage() != null) {
            return image(pod, volume);
        }
        Payload payload = new Payload();
        String plugin = collect(volume, projections, payload);
        Path directory = directory(pod, plugin, volume.getName());
        new AtomicDirectory(directory, group).write(payload, version());
        return directory;
    }

    private Path image(Pod pod, Volume volume) throws VolumeError, IOException, InterruptedException {
        Path directory = directory(pod, "image", volume.getName());
        if (lasting.putIfAbsent(Pods.uid(pod) + " " + volume.getName(), directory) == null) {
            try {
                Files.createDirectories(directory);
                images.mount(pod, volume, directory);
            } catch (VolumeError | IOException | RuntimeException | InterruptedException e) {
                lasting.remove(Pods.uid(pod) + " " + volume.getName());
                throw e;
            }
        }
        return directory;
    }

    private Path lasting(Pod pod, Volume volume, Optional<String> claim, VolumeGroup group)
            throws VolumeError, IOException, InterruptedException {
        if (claim.isEmpty()) {
            return persistent.nfs(volume.getNfs(), null, directory(pod, "nfs", volume.getName()));
        }
        PersistentVolume found = claims.volume(pod, volume, claim.get());
        return persistent.prepare(
                found, directory(pod, "nfs", found.getMetadata().getName()), group);
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

    /** Removes the volumes of a pod that has ended. */
    public void remove(String podUid) {
        if (simulated) {
            return;
        }
        try {
            lasting.keySet().removeIf(key -> key.startsWith(podUid + " "));
            // what is mounted is not the pod's alone: it is let go before anything is removed
            Mounts.unmountBelow(podDirectory(podUid));
            images.release(podUid);
            Removal.tree(podDirectory(podUid));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The volumes of a pod could not be removed: pod={}", podUid, e);
        }
    }
}
