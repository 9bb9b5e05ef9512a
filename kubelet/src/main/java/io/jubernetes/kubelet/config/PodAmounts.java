package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.Resources.Cpu;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all containers of a pod ask for and may use together, with the overhead of running it. */
public final class PodAmounts {

    private final Pod pod;

    public PodAmounts(Pod pod) {
        this.pod = pod;
    }

    public Cpu cpu() {
        long shares = CpuTime.shares(Amounts.milli(Optional.of(request("cpu"))));
        long quota = CpuTime.quota(Amounts.milli(limit("cpu")));
        return new Cpu(shares, quota, CpuTime.PERIOD, "", "");
    }

    /** In bytes; 0 when one of the containers has no limit. */
    public long memoryLimit() {
        return Amounts.whole(limit("memory"));
    }

    /** In bytes. */
    public long memoryRequest() {
        return Amounts.whole(Optional.of(request("memory")));
    }

    /** Of the node's disk, in bytes. */
    public long storageRequest() {
        return Amounts.whole(Optional.of(request("ephemeral-storage")));
    }

    /** What the pod says itself, or else what its containers need at most at one time. */
    private BigDecimal request(String resource) {
        Optional<BigDecimal> own = new Amounts(pod.getSpec().getResources()).request(resource);
        return own.orElseGet(() -> most(c -> {
                    Amounts amounts = new Amounts(c.getResources());
                    return amounts.request(resource)
                            .or(() -> amounts.limit(resource))
                            .orElse(BigDecimal.ZERO);
                }))
                .add(overhead(resource));
    }

    /** Empty when somebody of the pod is not bounded. */
    private Optional<BigDecimal> limit(String resource) {
        Optional<BigDecimal> own = new Amounts(pod.getSpec().getResources()).limit(resource);
        if (own.isPresent()) {
            return own.map(a -> a.add(overhead(resource)));
        }
        List<Container> all = Stream.concat(Pods.initContainers(pod).stream(), Pods.containers(pod).stream())
                .toList();
        boolean bounded = all.stream()
                .allMatch(c -> new Amounts(c.getResources()).limit(resource).isPresent());
        return bounded && !all.isEmpty()
                ? Optional.of(
                        most(c -> new Amounts(c.getResources()).limit(resource).orElse(BigDecimal.ZERO))
                                .add(overhead(resource)))
                : Optional.empty();
    }

    /** The largest sum of those that run at one time: sidecars that were started, and one init container or all the others. */
    private BigDecimal most(Function<Container, BigDecimal> amount) {
        BigDecimal sidecars = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        for (Container init : Pods.initContainers(pod)) {
            if (Pods.isSidecar(init)) {
                sidecars = sidecars.add(amount.apply(init));
                most = most.max(sidecars);
            } else {
                most = most.max(sidecars.add(amount.apply(init)));
            }
        }
        BigDecimal main = Pods.containers(pod).stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return most.max(sidecars.add(main));
    }

    private BigDecimal overhead(String resource) {
        Quantity overhead = pod.getSpec().getOverhead() == null
                ? null
                : pod.getSpec().getOverhead().get(resource);
        return overhead == null ? BigDecimal.ZERO : overhead.getNumericalAmount();
    }
}
