package io.jubernetes.kubelet.env;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.jubernetes.kubelet.pod.PodAddresses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The downward API: what a pod may know about itself. */
public final class PodFields {

    private final Pod pod;
    private final PodAddresses addresses;
    private final Map<String, Quantity> allocatable;

    /** @param allocatable what the node offers: the limit of a container that has none */
    public PodFields(Pod pod, PodAddresses addresses, Map<String, Quantity> allocatable) {
        this.pod = pod;
        this.addresses = addresses;
        this.allocatable = allocatable;
    }

    /** The value of a {@code fieldRef}. */
    public String field(String path) throws ConfigurationError {
        int bracket = path.indexOf("['");
        if (bracket > 0 && path.endsWith("']")) {
            return entry(path.substring(0, bracket), path.substring(bracket + 2, path.length() - 2));
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "metadata.labels" -> lines(pod.getMetadata().getLabels());
            case "metadata.annotations" -> lines(pod.getMetadata().getAnnotations());
            case "spec.nodeName" -> text(pod.getSpec().getNodeName());
            case "spec.serviceAccountName" -> text(pod.getSpec().getServiceAccountName());
            case "status.hostIP", "status.hostIPs" -> addresses.hostIp();
            case "status.podIP" -> addresses.podIp();
            case "status.podIPs" -> String.join(",", addresses.podIps());
            default -> throw new ConfigurationError("unsupported fieldPath: " + path);
        };
    }

    private String entry(String map, String key) throws ConfigurationError {
        return switch (map) {
            case "metadata.labels" -> text(pod.getMetadata().getLabels().get(key));
            case "metadata.annotations" ->
                text(pod.getMetadata().getAnnotations().get(key));
            default -> throw new ConfigurationError("fieldPath \"" + map + "\" does not support subscript");
        };
    }

    /** The value of a {@code resourceFieldRef}: of the named container, or of the one that asks. */
    public String resource(ResourceFieldSelector selector, Container asking) throws ConfigurationError {
        String name = selector.getContainerName();
        Container container = name == null || name.isEmpty()
                ? asking
                : pod.getSpec().getContainers().stream()
                        .filter(c -> c.getName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ConfigurationError("container " + name + " not found"));
        String[] parts = selector.getResource().split("\\.", 2);
        if (parts.length != 2 || (!parts[0].equals("limits") && !parts[0].equals("requests"))) {
            throw new ConfigurationError("unsupported container resource : " + selector.getResource());
        }
        BigDecimal amount = amount(container, parts[0], parts[1]);
        BigDecimal divisor = divisor(selector.getDivisor());
        return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
    }

    private BigDecimal amount(Container container, String side, String resource) {
        if (container.getResources() == null) {
            return side.equals("limits") ? offered(resource) : BigDecimal.ZERO;
        }
        Map<String, Quantity> limits = container.getResources().getLimits();
        Map<String, Quantity> requests = container.getResources().getRequests();
        Quantity own = (side.equals("limits") ? limits : requests) == null
                ? null
                : (side.equals("limits") ? limits : requests).get(resource);
        if (own != null) {
            return own.getNumericalAmount();
        }
        return side.equals("limits") ? offered(resource) : BigDecimal.ZERO;
    }

    private BigDecimal offered(String resource) {
        return Optional.ofNullable(allocatable.get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal divisor(Quantity divisor) {
        BigDecimal amount = divisor == null ? BigDecimal.ZERO : divisor.getNumericalAmount();
        return amount.signum() == 0 ? BigDecimal.ONE : amount;
    }

    /** One {@code key="value"} a line, sorted, quoted as Go does. */
    private static String lines(Map<String, String> map) {
        return map == null
                ? ""
                : new TreeMap<>(map)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=\"" + escape(e.getValue()) + "\"")
                                .collect(Collectors.joining("\n"));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }
}
