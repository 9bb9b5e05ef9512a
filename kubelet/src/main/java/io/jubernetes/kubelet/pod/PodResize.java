package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.config.Amounts;
import io.jubernetes.kubelet.config.ContainerLimits;
import io.jubernetes.kubelet.config.CpuTime;
import io.jubernetes.kubelet.pod.PodActions.Kill;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings what running containers may use to what their pod's object says now: at once, or by a restart where the container's
 * resize policy wants one. What a container was given is noted with it, so that an agent that comes later knows. Used by the
 * pod's worker.
 */
final class PodResize {

    /** The annotation of a container that says with which resources it was made. */
    static final String GIVEN = "io.jubernetes.kubelet.resources";

    private static final List<String> RESIZABLE = List.of("cpu", "memory");

    private final PodServices services;
    private final Map<String, ResourceRequirements> given = new LinkedHashMap<>();
    private Optional<Problem> problem = Optional.empty();

    /** Why a pod does not have what it should, as a condition says it. */
    record Problem(String type, String reason, String message) {}

    PodResize(PodServices services) {
        this.services = services;
    }

    /** Looks at all running containers; those have to end that are to be restarted for their new resources. */
    List<Kill> apply(Pod pod, RuntimePod state) throws InterruptedException {
        problem = Optional.empty();
        List<Kill> restarts = new ArrayList<>();
        for (Container spec : Pods.allContainers(pod)) {
            var running = state.latest(spec.getName()).filter(c -> c.isRunning());
            if (running.isPresent() && !isSame(spec.getResources(), given(running.get(), spec))) {
                resize(pod, spec, running.get()).ifPresent(restarts::add);
            }
        }
        given.keySet().retainAll(state.containers().stream().map(c -> c.id()).toList());
        return restarts;
    }

    private ResourceRequirements given(io.jubernetes.kubelet.runtime.Container container, Container spec) {
        return given.computeIfAbsent(container.id(), id -> {
            String noted = container.annotations().get(GIVEN);
            return noted == null ? orNone(spec.getResources()) : read(noted);
        });
    }

    private Optional<Kill> resize(Pod pod, Container spec, io.jubernetes.kubelet.runtime.Container running)
            throws InterruptedException {
        Optional<String> tooMuch = infeasible(pod);
        if (tooMuch.isPresent()) {
            problem = Optional.of(new Problem("PodResizePending", "Infeasible", tooMuch.get()));
            return Optional.empty();
        }
        if (wantsRestart(spec, given(running, spec))) {
            return Optional.of(new Kill(running, "Container " + spec.getName() + " resize requires restart", null));
        }
        try {
            // the pod's group may never allow less than one of its containers' groups
            boolean grows = growsIn(spec, given(running, spec));
            if (grows) {
                services.cgroups().update(pod);
            }
            services.runtime().updateResources(running.id(), resources(pod, spec, given(running, spec)));
            if (!grows) {
                services.cgroups().update(pod);
            }
            given.put(running.id(), orNone(spec.getResources()));
        } catch (RuntimeFailure e) {
            problem = Optional.of(new Problem("PodResizeInProgress", "Error", e.text()));
        }
        return Optional.empty();
    }

    /** A bound that is wanted no more has to be ended by name: nothing said means that it stays. */
    private Resources resources(Pod pod, Container spec, ResourceRequirements before) {
        Resources wanted = ContainerLimits.of(pod, spec, services.memoryBytes());
        Resources.Cpu cpu = wanted.cpu();
        boolean freed =
                cpu.quotaMicros() == 0 && new Amounts(before).limit("cpu").isPresent();
        boolean roomy = wanted.memoryLimitBytes() == 0
                && new Amounts(before).limit("memory").isPresent();
        return new Resources(
                freed ? new Resources.Cpu(cpu.shares(), -1, CpuTime.PERIOD, cpu.processors(), cpu.memoryNodes()) : cpu,
                roomy ? -1 : wanted.memoryLimitBytes(),
                wanted.pids(),
                wanted.oomScoreAdj(),
                wanted.hugepageLimits());
    }

    private static boolean growsIn(Container spec, ResourceRequirements before) {
        long limit = Amounts.milli(new Amounts(spec.getResources()).limit("cpu"));
        return limit == 0 || limit > Amounts.milli(new Amounts(before).limit("cpu"));
    }

    /** No pod can have more than its node. */
    private Optional<String> infeasible(Pod pod) {
        Map<String, Quantity> offered = services.node().allocatable().get();
        for (String resource : RESIZABLE) {
            long wanted = Pods.containers(pod).stream()
                    .mapToLong(c -> Amounts.milli(new Amounts(c.getResources()).request(resource)))
                    .sum();
            Quantity capacity = offered.get(resource);
            long most = capacity == null ? Long.MAX_VALUE : Amounts.milli(Optional.of(capacity.getNumericalAmount()));
            if (wanted > most) {
                boolean thousandths = resource.equals("cpu");
                return Optional.of("Node didn't have enough capacity: " + resource + ", requested: "
                        + (thousandths ? wanted : wanted / 1000) + ", capacity: "
                        + (thousandths ? most : most / 1000));
            }
        }
        return Optional.empty();
    }

    /** Whether one of the resources that changed can be had only by a new start. */
    static boolean wantsRestart(Container spec, ResourceRequirements before) {
        List<ContainerResizePolicy> policies = spec.getResizePolicy();
        return policies != null
                && policies.stream()
                        .filter(p -> "RestartContainer".equals(p.getRestartPolicy()))
                        .anyMatch(p -> !isSame(p.getResourceName(), orNone(spec.getResources()), before));
    }

    private static boolean isSame(@Nullable ResourceRequirements one, ResourceRequirements other) {
        return RESIZABLE.stream().allMatch(r -> isSame(r, orNone(one), other));
    }

    private static boolean isSame(String resource, ResourceRequirements one, ResourceRequirements other) {
        Amounts a = new Amounts(one);
        Amounts b = new Amounts(other);
        return Amounts.milli(a.request(resource)) == Amounts.milli(b.request(resource))
                && Amounts.milli(a.limit(resource)) == Amounts.milli(b.limit(resource));
    }

    private static ResourceRequirements orNone(@Nullable ResourceRequirements resources) {
        return Objects.requireNonNullElseGet(resources, ResourceRequirements::new);
    }

    static String note(Container spec) {
        return KubernetesJson.toTree(orNone(spec.getResources())).toString();
    }

    private static ResourceRequirements read(String noted) {
        try {
            return KubernetesJson.mapper().readValue(noted, ResourceRequirements.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return new ResourceRequirements();
        }
    }

    /** Says in the status what containers really have, and why not more. */
    void tell(Pod pod, RuntimePod state, PodStatus status, PodConditions conditions) {
        List<ContainerStatus> all = new ArrayList<>(status.getContainerStatuses());
        all.addAll(status.getInitContainerStatuses());
        for (ContainerStatus container : all) {
            Container spec = Pods.container(pod, container.getName()).orElseThrow();
            state.latest(container.getName())
                    .filter(c -> c.isRunning())
                    .map(c -> given(c, spec))
                    .filter(g -> !orEmpty(g.getRequests()).isEmpty()
                            || !orEmpty(g.getLimits()).isEmpty())
                    .ifPresent(g -> {
                        container.setResources(g);
                        container.setAllocatedResources(orEmpty(g.getRequests()));
                    });
        }
        problem.ifPresent(p -> status.getConditions().add(conditions.of(p.type(), p.reason(), p.message())));
    }

    private static Map<String, Quantity> orEmpty(@Nullable Map<String, Quantity> map) {
        return map == null ? Map.of() : map;
    }
}
