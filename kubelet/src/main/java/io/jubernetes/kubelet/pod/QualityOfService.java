package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod's class by its requests and limits of processor and memory. */
public final class QualityOfService {

    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QualityOfService() {}

    public static String of(Pod pod) {
        List<Container> all = Pods.allContainers(pod);
        if (all.stream()
                .allMatch(c -> COUNTED.stream()
                        .allMatch(r -> request(c, r).isEmpty() && limit(c, r).isEmpty()))) {
            return "BestEffort";
        }
        return all.stream().allMatch(QualityOfService::isGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static boolean isGuaranteed(Container container) {
        return COUNTED.stream().allMatch(r -> {
            Optional<Quantity> limit = limit(container, r);
            return limit.isPresent()
                    && request(container, r)
                            .map(q ->
                                    q.getNumericalAmount().compareTo(limit.get().getNumericalAmount()) == 0)
                            .orElse(true);
        });
    }

    private static Optional<Quantity> request(Container container, String resource) {
        return container.getResources() == null
                ? Optional.empty()
                : positive(container.getResources().getRequests(), resource);
    }

    private static Optional<Quantity> limit(Container container, String resource) {
        return container.getResources() == null
                ? Optional.empty()
                : positive(container.getResources().getLimits(), resource);
    }

    private static Optional<Quantity> positive(@Nullable Map<String, Quantity> quantities, String resource) {
        return Optional.ofNullable(quantities == null ? null : quantities.get(resource))
                .filter(q -> q.getNumericalAmount().signum() > 0);
    }
}
