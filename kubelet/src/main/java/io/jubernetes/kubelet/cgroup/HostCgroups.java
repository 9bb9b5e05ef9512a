package io.jubernetes.kubelet.cgroup;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.config.PodAmounts;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.pod.QualityOfService;
import io.jubernetes.kubelet.runtime.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control groups of pods on this machine: below {@code /jube-NODE/kubepods}, where several agents of one machine do not touch
 * each other's, {@code podUID} for those that are guaranteed what they use, {@code burstable/podUID} and {@code
 * besteffort/podUID} for the others.
 */
public final class HostCgroups implements PodCgroups {

    private static final Logger LOG = LoggerFactory.getLogger(HostCgroups.class);
    private static final List<String> CLASSES = List.of("", "burstable", "besteffort");

    private final Hierarchies trees;
    private final String node;
    private final Resources bounds;
    private final int podPids;
    private final ReentrantLock lock = new ReentrantLock();

    private HostCgroups(Hierarchies trees, String node, Resources bounds, int podPids) {
        this.trees = trees;
        this.node = node;
        this.bounds = bounds;
        this.podPids = podPids;
    }

    /**
     * The groups of this machine, or none where the agent may not make any.
     *
     * @param dataDirectory of the agent, which no other one has
     */
    public static PodCgroups of(Path dataDirectory) {
        return of(dataDirectory, Resources.UNLIMITED, 0);
    }

    /**
     * @param bounds what all pods together may have; parts that are 0 are not bounded
     * @param podPids how many processes and threads each may have; 0 for as many as it likes
     */
    public static PodCgroups of(Path dataDirectory, Resources bounds, int podPids) {
        String name = "/jube-"
                + Integer.toHexString(dataDirectory.toAbsolutePath().toString().hashCode());
        Optional<Hierarchies> trees = Hierarchies.find();
        return trees.isPresent() ? new HostCgroups(trees.get(), name, bounds, podPids) : PodCgroups.NONE;
    }

    /** A group by its path, as {@link #parent} tells it; empty where there are none. */
    public static Optional<Cgroup> at(String path) {
        return path.isEmpty() ? Optional.empty() : Hierarchies.find().map(t -> new Cgroup(t, path));
    }

    @Override
    public String parent(Pod pod) {
        lock.lock();
        try {
            new Cgroup(trees, node).make();
            Cgroup all = top();
            all.make();
            all.limit(bounds);
            Cgroup ofClass = ofClass(all, className(pod));
            if (!ofClass.path().equals(all.path())) {
                ofClass.make();
            }
            Cgroup group = ofClass.child("pod" + Pods.uid(pod));
            group.make();
            group.limit(limits(pod));
            return group.path();
        } catch (IOException e) {
            LOG.warn("A pod gets no control group: pod={}", Pods.format(pod), e);
            return "";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long processes(Pod pod) {
        return ofClass(top(), className(pod)).child("pod" + Pods.uid(pod)).processes();
    }

    @Override
    public void update(Pod pod) {
        try {
            ofClass(top(), className(pod)).child("pod" + Pods.uid(pod)).limit(endingBounds(limits(pod)));
        } catch (IOException e) {
            LOG.warn("A pod's control group keeps its bounds: pod={}", Pods.format(pod), e);
        }
    }

    /** The group may have had a bound that its pod has no more. */
    private static Resources endingBounds(Resources limits) {
        Resources.Cpu cpu = limits.cpu();
        return new Resources(
                new Resources.Cpu(
                        cpu.shares(),
                        cpu.quotaMicros() == 0 ? -1 : cpu.quotaMicros(),
                        cpu.periodMicros(),
                        cpu.processors(),
                        cpu.memoryNodes()),
                limits.memoryLimitBytes() == 0 ? -1 : limits.memoryLimitBytes(),
                limits.pids(),
                0,
                Map.of());
    }

    private Resources limits(Pod pod) {
        PodAmounts amounts = new PodAmounts(pod);
        return new Resources(amounts.cpu(), amounts.memoryLimit(), podPids, 0, Map.of());
    }

    @Override
    public void remove(String podUid) {
        lock.lock();
        try {
            for (String name : CLASSES) {
                ofClass(top(), name).child("pod" + podUid).remove();
            }
            removeEmpty();
        } catch (IOException e) {
            LOG.warn("A pod's control group could not be removed: pod={}", podUid, e);
        } finally {
            lock.unlock();
        }
    }

    /** The groups of classes go with the last pod. */
    private void removeEmpty() {
        List<String> paths = List.of("/kubepods/burstable", "/kubepods/besteffort", "/kubepods", "");
        for (String path : paths) {
            for (Path root : trees.roots().values()) {
                try {
                    Files.deleteIfExists(root.resolve((node + path).substring(1)));
                } catch (IOException e) {
                    // other pods are in it
                }
            }
        }
    }

    @Override
    public void removeAllBut(Predicate<String> podIsKnown) {
        Path root =
                trees.roots().values().iterator().next().resolve(top().path().substring(1));
        for (String name : CLASSES) {
            try (Stream<Path> all = Files.list(root.resolve(name))) {
                // a pod is known before it gets a group: one that comes meanwhile is not taken for a leftover
                all.map(p -> p.getFileName().toString())
                        .filter(f -> f.startsWith("pod") && !podIsKnown.test(f.substring(3)))
                        .forEach(f -> remove(f.substring(3)));
            } catch (IOException e) {
                // there are none of this class
            }
        }
    }

    private Cgroup top() {
        return new Cgroup(trees, node + "/kubepods");
    }

    private static Cgroup ofClass(Cgroup top, String name) {
        return name.isEmpty() ? top : top.child(name);
    }

    private static String className(Pod pod) {
        return switch (QualityOfService.of(pod)) {
            case "Guaranteed" -> "";
            case "BestEffort" -> "besteffort";
            default -> "burstable";
        };
    }
}
