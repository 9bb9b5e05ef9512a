package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What pods use, as far as the runtime can tell. */
final class StatsSummary {

    private final String nodeName;
    private final Environment environment;
    private final ContainerRuntime runtime;

    StatsSummary(String nodeName, Environment environment, ContainerRuntime runtime) {
        this.nodeName = nodeName;
        this.environment = environment;
        this.runtime = runtime;
    }

    byte[] json(List<Pod> pods) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.putObject("node").put("nodeName", nodeName);
        ArrayNode all = summary.putArray("pods");
        pods.forEach(p -> add(p, all.addObject()));
        return summary.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void add(Pod pod, ObjectNode into) {
        into.putObject("podRef")
                .put("name", pod.getMetadata().getName())
                .put("namespace", pod.getMetadata().getNamespace())
                .put("uid", Pods.uid(pod));
        if (pod.getStatus() != null && pod.getStatus().getStartTime() != null) {
            into.put("startTime", pod.getStatus().getStartTime());
        }
        ArrayNode containers = into.putArray("containers");
        for (Container container : runtime.containers(Pods.uid(pod))) {
            runtime.stats(container.id()).ifPresent(s -> {
                String time = Pods.time(environment.now());
                ObjectNode entry = containers.addObject().put("name", container.name());
                entry.putObject("cpu").put("time", time).put("usageCoreNanoSeconds", s.cpuNanoseconds());
                entry.putObject("memory")
                        .put("time", time)
                        .put("workingSetBytes", s.memory().workingSet());
            });
        }
    }
}
