package io.jubernetes.kubelet.eviction;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.kubelet.config.Amounts;
import io.jubernetes.kubelet.pod.Pods;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a pod takes more of the node's disk than it may. */
public final class LocalStorage {

    private static final String RESOURCE = "ephemeral-storage";

    private LocalStorage() {}

    /**
     * What a pod has on the disk, in bytes.
     *
     * @param emptyDirs by the volume's name
     * @param containers what each has written over its image and to its log, by name
     */
    public record Usage(Map<String, Long> emptyDirs, Map<String, Long> containers) {

        long total() {
            return emptyDirs.values().stream().mapToLong(Long::longValue).sum()
                    + containers.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Whether anything of the pod is bounded at all: only then its disk has to be measured. */
    static boolean isBounded(Pod pod) {
        List<Volume> volumes = pod.getSpec().getVolumes();
        return (volumes != null
                        && volumes.stream()
                                .anyMatch(v -> v.getEmptyDir() != null
                                        && v.getEmptyDir().getSizeLimit() != null))
                || Pods.allContainers(pod).stream()
                        .anyMatch(c ->
                                new Amounts(c.getResources()).limit(RESOURCE).isPresent());
    }

    /** Why the pod has to go, as its status says it; empty when it may stay. */
    public static Optional<String> problem(Pod pod, Usage usage) {
        return emptyDir(pod, usage).or(() -> container(pod, usage)).or(() -> whole(pod, usage));
    }

    private static Optional<String> emptyDir(Pod pod, Usage usage) {
        List<Volume> volumes = pod.getSpec().getVolumes();
        for (Volume volume : volumes == null ? List.<Volume>of() : volumes) {
            Quantity limit =
                    volume.getEmptyDir() == null ? null : volume.getEmptyDir().getSizeLimit();
            if (limit != null
                    && limit.getNumericalAmount().signum() > 0
                    && exceeds(usage.emptyDirs().get(volume.getName()), limit.getNumericalAmount())) {
                return Optional.of(
                        "Usage of EmptyDir volume \"" + volume.getName() + "\" exceeds the limit \"" + limit + "\". ");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> container(Pod pod, Usage usage) {
        for (Container container : Pods.allContainers(pod)) {
            Optional<BigDecimal> limit = new Amounts(container.getResources()).limit(RESOURCE);
            if (limit.isPresent() && exceeds(usage.containers().get(container.getName()), limit.get())) {
                return Optional.of("Container " + container.getName()
                        + " exceeded its local ephemeral storage limit \""
                        + container.getResources().getLimits().get(RESOURCE) + "\". ");
            }
        }
        return Optional.empty();
    }

    /** Together they may have as much as all of them are allowed, when all of them are bounded. */
    private static Optional<String> whole(Pod pod, Usage usage) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Container container : Pods.containers(pod)) {
            Optional<BigDecimal> limit = new Amounts(container.getResources()).limit(RESOURCE);
            if (limit.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(limit.get());
        }
        return exceeds(usage.total(), sum)
                ? Optional.of("Pod ephemeral local storage usage exceeds the total limit of containers "
                        + binary(sum.longValue()) + ". ")
                : Optional.empty();
    }

    private static boolean exceeds(@org.jspecify.annotations.Nullable Long used, BigDecimal limit) {
        return used != null && BigDecimal.valueOf(used).compareTo(limit) > 0;
    }

    /** As upstream prints bytes: the largest unit that leaves a whole number. */
    static String binary(long bytes) {
        String[] units = {"", "Ki", "Mi", "Gi", "Ti"};
        int unit = 0;
        long value = bytes;
        while (unit < units.length - 1 && value != 0 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + units[unit];
    }
}
