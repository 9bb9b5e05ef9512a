package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.eviction.DiskUsage;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What pods use, as far as the runtime can tell. */
final class StatsSummary {

    private final String nodeName;
    private final Path pods;
    private final MachineStats machine;
    private final Environment environment;
    private final ContainerRuntime runtime;

    /** @param data where the node's files are */
    StatsSummary(String nodeName, Path data, Environment environment, ContainerRuntime runtime) {
        this.nodeName = nodeName;
        this.pods = data.resolve("pods");
        this.machine = new MachineStats(data, runtime.images());
        this.environment = environment;
        this.runtime = runtime;
    }

    byte[] json(List<Pod> all) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        ObjectNode node = summary.putObject("node").put("nodeName", nodeName);
        ArrayNode array = summary.putArray("pods");
        List<ContainerStats> sum = new ArrayList<>();
        all.forEach(p -> sum.addAll(add(p, array.addObject())));
        if (runtime.machine().isPresent()) {
            usage(sum, node);
        } else {
            machine.add(node, time());
        }
        return summary.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<ContainerStats> add(Pod pod, ObjectNode into) {
        into.putObject("podRef")
                .put("name", pod.getMetadata().getName())
                .put("namespace", pod.getMetadata().getNamespace())
                .put("uid", Pods.uid(pod));
        if (pod.getStatus() != null && pod.getStatus().getStartTime() != null) {
            into.put("startTime", pod.getStatus().getStartTime());
        }
        ArrayNode containers = into.putArray("containers");
        List<ContainerStats> sum = new ArrayList<>();
        long written = 0;
        for (Container container : runtime.containers(Pods.uid(pod))) {
            var stats = runtime.stats(container.id());
            if (stats.isPresent()) {
                sum.add(stats.get());
                written += add(container, stats.get(), containers.addObject());
            }
        }
        usage(sum, into);
        long files = runtime.isSimulated() ? 0 : DiskUsage.of(pods.resolve(Pods.uid(pod)));
        into.putObject("ephemeral-storage").put("time", time()).put("usedBytes", files + written);
        return sum;
    }

    /** @return the bytes of its log and of what it wrote */
    private long add(Container container, ContainerStats stats, ObjectNode into) {
        into.put("name", container.name());
        if (container.state() instanceof State.Running running) {
            into.put("startTime", Pods.time(running.startedAt()));
        }
        usage(List.of(stats), into);
        Path logs = container.logFile().toAbsolutePath().getParent();
        long log = runtime.isSimulated() || logs == null ? 0 : DiskUsage.of(logs);
        into.putObject("rootfs").put("time", time()).put("usedBytes", stats.writableBytes());
        into.putObject("logs").put("time", time()).put("usedBytes", log);
        return log + stats.writableBytes();
    }

    private void usage(List<ContainerStats> all, ObjectNode into) {
        into.putObject("cpu")
                .put("time", time())
                .put(
                        "usageCoreNanoSeconds",
                        all.stream().mapToLong(ContainerStats::cpuNanoseconds).sum());
        into.putObject("memory")
                .put("time", time())
                .put(
                        "usageBytes",
                        all.stream().mapToLong(s -> s.memory().usage()).sum())
                .put(
                        "workingSetBytes",
                        all.stream().mapToLong(s -> s.memory().workingSet()).sum())
                .put(
                        "rssBytes",
                        all.stream().mapToLong(s -> s.memory().resident()).sum())
                .put(
                        "pageFaults",
                        all.stream().mapToLong(s -> s.memory().pageFaults()).sum())
                .put(
                        "majorPageFaults",
                        all.stream()
                                .mapToLong(s -> s.memory().majorPageFaults())
                                .sum());
    }

    private String time() {
        return Pods.time(environment.now());
    }
}
