package io.jubernetes.kubelet.api;

import io.jubernetes.kubelet.node.NodeDescription;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The node's figures for those who collect them: of the agent, of resources, and of containers as cAdvisor names them. */
final class NodeMetrics {

    private static final double NANOS = 1e9;

    private final String nodeName;
    private final ContainerRuntime runtime;

    NodeMetrics(String nodeName, ContainerRuntime runtime) {
        this.nodeName = nodeName;
        this.runtime = runtime;
    }

    private record Measured(Container container, ContainerStats stats) {
        String[] labels() {
            return new String[] {
                "container",
                container.name(),
                "namespace",
                container.pod().namespace(),
                "pod",
                container.pod().name()
            };
        }
    }

    private List<Measured> measured() {
        List<Measured> all = new ArrayList<>();
        for (Container container : runtime.containers(null)) {
            runtime.stats(container.id()).ifPresent(s -> all.add(new Measured(container, s)));
        }
        return all;
    }

    /** {@code /metrics}. */
    String agent() {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Container container : runtime.containers(null)) {
            String state = switch (container.state()) {
                case State.Created created -> "created";
                case State.Running running -> "running";
                case State.Exited exited -> "exited";
            };
            states.merge(state, 1, Integer::sum);
        }
        long pods = runtime.sandboxes(null).stream().filter(s -> s.ready()).count();
        MetricsText text = new MetricsText()
                .gauge("kubernetes_build_info", "What this agent's behaviour is that of.")
                .value("kubernetes_build_info", 1, "git_version", NodeDescription.VERSION)
                .gauge("kubelet_node_name", "The node's name. The count is always 1.")
                .value("kubelet_node_name", 1, "node", nodeName)
                .gauge("kubelet_running_pods", "Number of pods that have a running pod sandbox")
                .value("kubelet_running_pods", pods)
                .gauge("kubelet_running_containers", "Number of containers by state");
        states.forEach((state, count) -> text.value("kubelet_running_containers", count, "container_state", state));
        return text.toString();
    }

    /** {@code /metrics/resource}. */
    String resources() {
        List<Measured> all = measured();
        MetricsText text = new MetricsText();
        text.counter(
                "container_cpu_usage_seconds_total", "Cumulative cpu time consumed by the container in core-seconds");
        each(text, all, "container_cpu_usage_seconds_total", m -> m.stats().cpuNanoseconds() / NANOS);
        text.gauge("container_memory_working_set_bytes", "Current working set of the container in bytes");
        each(
                text,
                all,
                "container_memory_working_set_bytes",
                m -> m.stats().memory().workingSet());
        text.gauge("container_start_time_seconds", "Start time of the container since unix epoch in seconds");
        each(text, all, "container_start_time_seconds", NodeMetrics::startTime);
        text.counter("pod_cpu_usage_seconds_total", "Cumulative cpu time consumed by the pod in core-seconds");
        pods(text, all, "pod_cpu_usage_seconds_total", m -> m.stats().cpuNanoseconds() / NANOS);
        text.gauge("pod_memory_working_set_bytes", "Current working set of the pod in bytes");
        pods(text, all, "pod_memory_working_set_bytes", m -> m.stats().memory().workingSet());
        text.gauge("resource_scrape_error", "1 if there was an error while getting container metrics, 0 otherwise");
        return text.value("resource_scrape_error", 0).toString();
    }

    /** {@code /metrics/cadvisor}. */
    String containers() {
        List<Measured> all = measured();
        MetricsText text = new MetricsText();
        text.counter("container_cpu_usage_seconds_total", "Cumulative cpu time consumed in seconds.");
        each(text, all, "container_cpu_usage_seconds_total", m -> m.stats().cpuNanoseconds() / NANOS);
        text.gauge("container_memory_usage_bytes", "Current memory usage in bytes, including all memory");
        each(text, all, "container_memory_usage_bytes", m -> m.stats().memory().usage());
        text.gauge("container_memory_rss", "Size of RSS in bytes.");
        each(text, all, "container_memory_rss", m -> m.stats().memory().resident());
        text.gauge("container_memory_working_set_bytes", "Current working set in bytes.");
        each(
                text,
                all,
                "container_memory_working_set_bytes",
                m -> m.stats().memory().workingSet());
        text.gauge(
                "container_fs_usage_bytes", "Number of bytes that are consumed by the container on this filesystem.");
        each(text, all, "container_fs_usage_bytes", m -> m.stats().writableBytes());
        text.gauge("container_start_time_seconds", "Start time of the container since unix epoch in seconds.");
        each(text, all, "container_start_time_seconds", NodeMetrics::startTime);
        return text.toString();
    }

    private static double startTime(Measured measured) {
        return measured.container().state() instanceof State.Running running
                ? running.startedAt().toEpochMilli() / 1000.0
                : 0;
    }

    private static void each(MetricsText text, List<Measured> all, String name, ToDoubleFunction<Measured> value) {
        all.forEach(m -> text.value(name, value.applyAsDouble(m), m.labels()));
    }

    private static void pods(MetricsText text, List<Measured> all, String name, ToDoubleFunction<Measured> value) {
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Container> any = new LinkedHashMap<>();
        all.forEach(m -> {
            sums.merge(m.container().pod().uid(), value.applyAsDouble(m), Double::sum);
            any.putIfAbsent(m.container().pod().uid(), m.container());
        });
        sums.forEach((uid, sum) -> text.value(
                name,
                sum,
                "namespace",
                java.util.Objects.requireNonNull(any.get(uid)).pod().namespace(),
                "pod",
                java.util.Objects.requireNonNull(any.get(uid)).pod().name()));
    }
}
