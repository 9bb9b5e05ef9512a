package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.Resources.Cpu;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much of the node a container may use, by its requests and limits. */
public final class ContainerLimits {

    private static final String HUGE = "hugepages-";

    private ContainerLimits() {}

    /** @param memoryCapacity of the node, in bytes */
    public static Resources of(Pod pod, Container container, long memoryCapacity) {
        ResourceRequirements resources = container.getResources();
        Amounts own = new Amounts(resources);
        return new Resources(
                cpu(own),
                Amounts.whole(own.limit("memory")),
                0,
                OomScore.of(pod, container, memoryCapacity),
                hugepages(own));
    }

    /** A limit without a request is a request too. */
    static Cpu cpu(Amounts amounts) {
        Optional<BigDecimal> weight = amounts.request("cpu").or(() -> amounts.limit("cpu"));
        long quota = CpuTime.quota(Amounts.milli(amounts.limit("cpu")));
        return new Cpu(CpuTime.shares(Amounts.milli(weight)), quota, CpuTime.PERIOD, "", "");
    }

    private static Map<String, Long> hugepages(Amounts amounts) {
        Map<String, Long> limits = new TreeMap<>();
        amounts.limits().forEach((name, quantity) -> {
            if (name.startsWith(HUGE)) {
                limits.put(
                        pageSize(name.substring(HUGE.length())),
                        quantity.getNumericalAmount().longValue());
            }
        });
        return limits;
    }

    /** {@code 2Mi} is {@code 2MB} to the kernel. */
    static String pageSize(String name) {
        return name.endsWith("i") ? name.substring(0, name.length() - 1) + "B" : name;
    }
}
