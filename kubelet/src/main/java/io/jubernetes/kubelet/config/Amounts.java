package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests and limits as whole numbers. */
public record Amounts(@Nullable ResourceRequirements resources) {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    public Optional<BigDecimal> request(String resource) {
        return find(resources == null ? null : resources.getRequests(), resource);
    }

    public Optional<BigDecimal> limit(String resource) {
        return find(resources == null ? null : resources.getLimits(), resource);
    }

    /** Thousandths of a processor, or what stands for it; rounded up, 0 when nothing is said. */
    public static long milli(Optional<BigDecimal> amount) {
        return amount.map(a ->
                        a.multiply(THOUSAND).setScale(0, RoundingMode.CEILING).longValue())
                .orElse(0L);
    }

    /** Rounded up, 0 when nothing is said. */
    public static long whole(Optional<BigDecimal> amount) {
        return amount.map(a -> a.setScale(0, RoundingMode.CEILING).longValue()).orElse(0L);
    }

    /** What the kernel limits by page size, for every resource {@code hugepages-…} that has a limit. */
    Map<String, Quantity> limits() {
        return resources == null || resources.getLimits() == null ? Map.of() : resources.getLimits();
    }

    private static Optional<BigDecimal> find(@Nullable Map<String, Quantity> all, String resource) {
        return Optional.ofNullable(all == null ? null : all.get(resource)).map(Quantity::getNumericalAmount);
    }
}
