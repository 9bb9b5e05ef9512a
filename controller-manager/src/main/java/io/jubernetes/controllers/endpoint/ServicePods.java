package io.jubernetes.controllers.endpoint;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pods stand behind a Service, and on which ports. */
public final class ServicePods {

    private static final String BY_LABEL = "label";

    private ServicePods() {}

    /** Whether the Service's endpoints are ours to keep: those without selector are their owners'. */
    public static boolean hasSelector(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector != null
                && !selector.isEmpty()
                && !"ExternalName".equals(service.getSpec().getType());
    }

    /** Has the informer know its pods by their labels, so that a Service's are found without looking at all of the namespace. */
    static void index(Informer<Pod> pods) {
        pods.addIndex(
                BY_LABEL,
                pod -> LabelMatch.labels(pod).entrySet().stream()
                        .map(label -> labelKey(pod, label))
                        .toList());
    }

    /** Where objects of the namespace with a label are found. */
    static String labelKey(HasMetadata object, Map.Entry<String, String> label) {
        return object.getMetadata().getNamespace() + "/" + label.getKey() + "=" + label.getValue();
    }

    /** The pods that the Service selects and that have an address, sorted by name. The informer must be indexed. */
    public static List<Pod> of(Service service, Informer<Pod> pods) {
        return service.getSpec().getSelector().entrySet().stream()
                .map(label -> pods.byIndex(BY_LABEL, labelKey(service, label)))
                .min(Comparator.comparingInt(List::size))
                .map(labelled -> of(service, labelled))
                .orElse(List.of());
    }

    /** The pods of these that the Service selects and that have an address, sorted by name. */
    public static List<Pod> of(Service service, List<Pod> candidates) {
        Map<String, String> selector = service.getSpec().getSelector();
        return candidates.stream()
                .filter(pod -> LabelMatch.labels(pod).entrySet().containsAll(selector.entrySet()))
                .filter(pod -> !PodFacts.isTerminal(pod))
                .filter(pod -> !addresses(pod).isEmpty())
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    /** All addresses of a pod, the main one first. */
    public static List<String> addresses(Pod pod) {
        if (pod.getStatus() == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        String main = pod.getStatus().getPodIP();
        if (main != null && !main.isEmpty()) {
            all.add(main);
        }
        pod.getStatus().getPodIPs().stream()
                .map(ip -> ip.getIp())
                .filter(ip -> ip != null && !ip.isEmpty() && !all.contains(ip))
                .forEach(all::add);
        return all;
    }

    public static boolean isHeadless(Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    public static boolean publishesNotReady(Service service) {
        return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    }

    /** A port of a Service as it is on a pod. */
    public record ResolvedPort(
            String name,
            String protocol,
            int port,
            @Nullable String appProtocol) {}

    /** The Service's ports on this pod; named ones that it does not have are left out. */
    public static List<ResolvedPort> ports(Service service, Pod pod) {
        List<ResolvedPort> ports = new ArrayList<>();
        for (ServicePort port : service.getSpec().getPorts()) {
            Integer number = number(port, pod);
            if (number != null) {
                ports.add(new ResolvedPort(
                        port.getName() == null ? "" : port.getName(), protocol(port), number, port.getAppProtocol()));
            }
        }
        return ports;
    }

    private static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "TCP" : port.getProtocol();
    }

    private static @Nullable Integer number(ServicePort port, Pod pod) {
        if (port.getTargetPort() == null) {
            return port.getPort();
        }
        Integer numeric = port.getTargetPort().getIntVal();
        if (numeric != null) {
            return numeric == 0 ? port.getPort() : numeric;
        }
        String name = port.getTargetPort().getStrVal();
        return containers(pod)
                .flatMap(container -> container.getPorts().stream())
                .filter(candidate -> name.equals(candidate.getName()) && sameProtocol(candidate, port))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(null);
    }

    /** Sidecars serve too. */
    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(
                pod.getSpec().getContainers().stream(),
                pod.getSpec().getInitContainers().stream()
                        .filter(container -> "Always".equals(container.getRestartPolicy())));
    }

    private static boolean sameProtocol(ContainerPort candidate, ServicePort port) {
        String protocol = candidate.getProtocol() == null ? "TCP" : candidate.getProtocol();
        return protocol.equals(protocol(port));
    }

    /** The name under which DNS knows the pod, if the Service is the pod's own. */
    public static @Nullable String hostname(Service service, Pod pod) {
        String hostname = pod.getSpec().getHostname();
        boolean own = service.getMetadata().getName().equals(pod.getSpec().getSubdomain());
        return own && hostname != null && !hostname.isEmpty() ? hostname : null;
    }

    public static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .build();
    }
}
