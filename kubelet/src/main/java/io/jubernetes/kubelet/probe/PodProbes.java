package io.jubernetes.kubelet.probe;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.pod.ContainerHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The probes of one pod's containers. Used by the pod's worker; answers may be asked for from any thread. */
public final class PodProbes implements ContainerHealth {

    private final ContainerProbes.Means means;
    private final Map<String, ContainerProbes> running = new ConcurrentSkipListMap<>();

    /** @param changed called when an answer changed; must not wait */
    public PodProbes(Environment environment, Prober prober, EventRecorder events, Runnable changed) {
        this.means = new ContainerProbes.Means(environment, prober, events, changed);
    }

    /** A container runs: begins to probe it, once. */
    public void watch(ProbeTarget target, Instant startedAt) {
        ContainerProbes known = running.get(target.containerId());
        if (known != null) {
            known.retarget(target);
            return;
        }
        ContainerProbes probes = new ContainerProbes(means, target, startedAt, known(target));
        running.put(target.containerId(), probes);
        probes.start();
    }

    private static ContainerProbes.Known known(ProbeTarget target) {
        if (target.pod().getStatus() == null) {
            return new ContainerProbes.Known(false, false);
        }
        return Stream.of(
                        target.pod().getStatus().getContainerStatuses(),
                        target.pod().getStatus().getInitContainerStatuses())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(s -> s.getContainerID() != null && s.getContainerID().endsWith("://" + target.containerId()))
                .findFirst()
                .map(s -> new ContainerProbes.Known(
                        Boolean.TRUE.equals(s.getStarted()), Boolean.TRUE.equals(s.getReady())))
                .orElse(new ContainerProbes.Known(false, false));
    }

    /** Only these containers run: ends the probes of all others. */
    public void keepOnly(Collection<String> containerIds) {
        List<String> gone = new ArrayList<>(running.keySet());
        gone.removeAll(containerIds);
        gone.forEach(id -> {
            ContainerProbes probes = running.remove(id);
            if (probes != null) {
                probes.stop();
            }
        });
    }

    @Override
    public boolean started(String containerId) {
        ContainerProbes probes = running.get(containerId);
        return probes != null && probes.isStarted();
    }

    @Override
    public boolean ready(String containerId) {
        ContainerProbes probes = running.get(containerId);
        return probes != null && probes.isReady();
    }

    @Override
    public String failure(String containerId) {
        ContainerProbes probes = running.get(containerId);
        ProbeKind failed = probes == null ? null : probes.failed();
        return switch (failed) {
            case STARTUP -> "startup";
            case LIVENESS -> "liveness";
            case READINESS -> "";
            case null -> "";
        };
    }
}
