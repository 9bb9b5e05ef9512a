package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a pod takes from its node. Containers run together, so their requests add up; an init container runs alone, beside the
 * sidecars (init containers with restartPolicy Always) that were started before it. The pod takes the larger of the two, pod-level
 * requests come in place of that, and the overhead of its runtime class is added.
 */
final class PodUsage {

    private static final long UNREQUESTED_MILLI_CPU = 100;
    private static final long UNREQUESTED_MEMORY = 200L << 20;

    private PodUsage() {}

    static Usage of(PodSpec spec) {
        Resources requested = total(spec, PodUsage::requests);
        Resources assumed = total(spec, PodUsage::assumedRequests);
        return new Usage(requested, assumed.milliCpu(), assumed.memory());
    }

    private static Resources total(PodSpec spec, Function<Container, Resources> requests) {
        Resources sidecars = Resources.ZERO;
        Resources peak = Resources.ZERO;
        for (Container init : spec.getInitContainers()) {
            Resources own = requests.apply(init);
            if ("Always".equals(init.getRestartPolicy())) {
                sidecars = sidecars.plus(own);
                peak = peak.max(sidecars);
            } else {
                peak = peak.max(sidecars.plus(own));
            }
        }
        Resources running = sidecars;
        for (Container container : spec.getContainers()) {
            running = running.plus(requests.apply(container));
        }
        Resources pod = withPodLevel(spec.getResources(), running.max(peak));
        return pod.plus(Resources.of(spec.getOverhead()));
    }

    private static Resources requests(Container container) {
        return Resources.of(requestList(container.getResources()));
    }

    private static @Nullable Map<String, Quantity> requestList(@Nullable ResourceRequirements resources) {
        return resources == null ? null : resources.getRequests();
    }

    private static Resources assumedRequests(Container container) {
        Map<String, Quantity> list = requestList(container.getResources());
        Resources own = Resources.of(list);
        boolean saysCpu = list != null && list.containsKey(Resources.CPU);
        boolean saysMemory = list != null && list.containsKey(Resources.MEMORY);
        return new Resources(
                saysCpu ? own.milliCpu() : UNREQUESTED_MILLI_CPU,
                saysMemory ? own.memory() : UNREQUESTED_MEMORY,
                own.ephemeralStorage(),
                own.extended());
    }

    private static Resources withPodLevel(@Nullable ResourceRequirements resources, Resources containers) {
        Map<String, Quantity> list = requestList(resources);
        if (list == null || list.isEmpty()) {
            return containers;
        }
        Resources pod = Resources.of(list);
        TreeMap<String, Long> extended = new TreeMap<>(containers.extended());
        Set<String> names = new TreeSet<>(pod.extended().keySet());
        names.forEach(name -> extended.put(name, pod.extended(name)));
        return new Resources(
                list.containsKey(Resources.CPU) ? pod.milliCpu() : containers.milliCpu(),
                list.containsKey(Resources.MEMORY) ? pod.memory() : containers.memory(),
                containers.ephemeralStorage(),
                extended);
    }
}
