package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.cri.v1.ContainerFilter;
import io.jubernetes.cri.v1.ContainerState;
import io.jubernetes.cri.v1.ContainerStatusRequest;
import io.jubernetes.cri.v1.ListContainersRequest;
import io.jubernetes.cri.v1.ListPodSandboxRequest;
import io.jubernetes.cri.v1.PodSandbox;
import io.jubernetes.cri.v1.PodSandboxFilter;
import io.jubernetes.cri.v1.PodSandboxNetworkStatus;
import io.jubernetes.cri.v1.PodSandboxState;
import io.jubernetes.cri.v1.PodSandboxStatusRequest;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the daemon has of ours. Its lists leave out what only a question for each sandbox or container gives; that does not change
 * while the state does not, and so is asked for once per state.
 */
final class Listing {

    private final CriConnection connection;
    private final Ownership ownership;
    private final Map<String, Known<ContainerState, Container.State>> states = new ConcurrentHashMap<>();
    private final Map<String, Known<PodSandboxState, List<String>>> addresses = new ConcurrentHashMap<>();

    /** Something learned while the daemon said {@code state}. */
    private record Known<S, T>(S state, T value) {}

    Listing(CriConnection connection, Ownership ownership) {
        this.connection = connection;
        this.ownership = ownership;
    }

    List<Sandbox> sandboxes(String podUid) {
        List<PodSandbox> listed = listedSandboxes(podUid);
        if (podUid.isEmpty()) {
            forgetOthers(addresses, listed, PodSandbox::getId);
        }
        List<Sandbox> all = new ArrayList<>();
        for (PodSandbox sandbox : listed) {
            addressesOf(sandbox).ifPresent(ips -> all.add(SandboxMapping.sandbox(sandbox, ips)));
        }
        all.sort(Comparator.comparing(Sandbox::createdAt).thenComparing(Sandbox::id));
        return all;
    }

    /** In no order, as the daemon has them. */
    List<PodSandbox> listedSandboxes(String podUid) {
        return connection.ask(s -> s.listPodSandbox(ours(podUid))).getItemsList();
    }

    /** Whether it is known, without waiting for the daemon, that it has no sandbox of ours. */
    boolean isEmpty() {
        try {
            return connection.glance(s -> s.listPodSandbox(ours(""))).getItemsCount() == 0;
        } catch (RuntimeFailure e) {
            return false;
        }
    }

    private ListPodSandboxRequest ours(String podUid) {
        PodSandboxFilter filter = PodSandboxFilter.newBuilder()
                .putAllLabelSelector(ownership.selector(podUid))
                .build();
        return ListPodSandboxRequest.newBuilder().setFilter(filter).build();
    }

    PodSandbox sandbox(String id) {
        PodSandboxFilter filter = PodSandboxFilter.newBuilder().setId(id).build();
        return connection
                .ask(s -> s.listPodSandbox(
                        ListPodSandboxRequest.newBuilder().setFilter(filter).build()))
                .getItemsList()
                .stream()
                .filter(s -> s.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new RuntimeFailure(Kind.NOT_FOUND, "sandbox \"" + id + "\" not found"));
    }

    List<Container> containers(String podUid) {
        List<io.jubernetes.cri.v1.Container> listed = listedContainers(podUid);
        if (podUid.isEmpty()) {
            forgetOthers(states, listed, io.jubernetes.cri.v1.Container::getId);
        }
        List<Container> all = new ArrayList<>();
        listed.forEach(c -> withState(c).ifPresent(all::add));
        all.sort(Comparator.comparing(Container::createdAt).thenComparing(Container::id));
        return all;
    }

    /** In no order, as the daemon has them. */
    List<io.jubernetes.cri.v1.Container> listedContainers(String podUid) {
        return list(ContainerFilter.newBuilder()
                .putAllLabelSelector(ownership.selector(podUid))
                .build());
    }

    Optional<Container> container(String id) {
        return list(ContainerFilter.newBuilder().setId(id).build()).stream()
                .filter(c -> c.getId().equals(id) && ownership.owns(c.getLabelsMap()))
                .findFirst()
                .flatMap(this::withState);
    }

    /** Whether a container was made with a terminal: attaching has to say the same. */
    boolean hasTerminal(String containerId) {
        return list(ContainerFilter.newBuilder().setId(containerId).build()).stream()
                .anyMatch(ContainerMapping::hasTerminal);
    }

    private List<io.jubernetes.cri.v1.Container> list(ContainerFilter filter) {
        return connection
                .ask(s -> s.listContainers(
                        ListContainersRequest.newBuilder().setFilter(filter).build()))
                .getContainersList();
    }

    /** Empty when the container has gone meanwhile. */
    private Optional<Container> withState(io.jubernetes.cri.v1.Container listed) {
        Known<ContainerState, Container.State> known = states.get(listed.getId());
        if (known != null && known.state() == listed.getState()) {
            return Optional.of(ContainerMapping.container(listed, known.value()));
        }
        return unlessGone(() -> connection.ask(s -> s.containerStatus(ContainerStatusRequest.newBuilder()
                        .setContainerId(listed.getId())
                        .build())))
                .map(answer -> {
                    Container.State state = ContainerMapping.state(answer.getStatus());
                    states.put(listed.getId(), new Known<>(answer.getStatus().getState(), state));
                    return ContainerMapping.container(listed, state);
                });
    }

    private Optional<List<String>> addressesOf(PodSandbox sandbox) {
        Known<PodSandboxState, List<String>> known = addresses.get(sandbox.getId());
        if (known != null && known.state() == sandbox.getState()) {
            return Optional.of(known.value());
        }
        return unlessGone(() -> connection.ask(s -> s.podSandboxStatus(PodSandboxStatusRequest.newBuilder()
                        .setPodSandboxId(sandbox.getId())
                        .build())))
                .map(answer -> {
                    List<String> ips = ips(answer.getStatus().getNetwork());
                    addresses.put(
                            sandbox.getId(), new Known<>(answer.getStatus().getState(), ips));
                    return ips;
                });
    }

    private static List<String> ips(PodSandboxNetworkStatus network) {
        List<String> all = new ArrayList<>();
        if (!network.getIp().isEmpty()) {
            all.add(network.getIp());
        }
        network.getAdditionalIpsList().forEach(ip -> all.add(ip.getIp()));
        return all;
    }

    private static <T> Optional<T> unlessGone(java.util.function.Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeFailure e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> void forgetOthers(Map<String, ?> known, List<T> listed, Function<T, String> id) {
        Set<String> there = listed.stream().map(id).collect(Collectors.toSet());
        known.keySet().retainAll(there);
    }
}
