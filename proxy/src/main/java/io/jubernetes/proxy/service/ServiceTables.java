package io.jubernetes.proxy.service;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Computes the {@link ServiceTable} of a node: a function of the Services and EndpointSlices.
 *
 * <p>Ready endpoints get the traffic. When a service has none, those that terminate but still serve do, so that a rolling restart
 * of the last replica loses no connection.
 *
 * @see <a href="https://kubernetes.io/docs/reference/networking/virtual-ips/">Virtual IPs and service proxies</a>
 */
public final class ServiceTables {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String PROXY_NAME = "service.kubernetes.io/service-proxy-name";
    private static final String LOCAL = "Local";

    private final String nodeName;

    /** @param nodeName whose endpoints count as local */
    public ServiceTables(String nodeName) {
        this.nodeName = nodeName;
    }

    public ServiceTable compute(List<Service> services, List<EndpointSlice> slices) {
        Map<String, List<EndpointSlice>> slicesByService = new TreeMap<>();
        for (EndpointSlice slice : slices) {
            Map<String, String> labels = slice.getMetadata().getLabels();
            String service = labels == null ? null : labels.get(SERVICE_NAME);
            if (service != null) {
                slicesByService
                        .computeIfAbsent(slice.getMetadata().getNamespace() + "/" + service, s -> new ArrayList<>())
                        .add(slice);
            }
        }
        List<ServicePort> ports = new ArrayList<>();
        for (Service service : services) {
            if (isProxied(service)) {
                addPorts(service, slicesByService.getOrDefault(name(service), List.of()), ports);
            }
        }
        ports.sort(Comparator.comparing(ServicePort::name));
        return new ServiceTable(ports);
    }

    private void addPorts(Service service, List<EndpointSlice> slices, List<ServicePort> into) {
        ServiceSpec spec = service.getSpec();
        boolean internalLocal = LOCAL.equals(spec.getInternalTrafficPolicy());
        boolean externalLocal = LOCAL.equals(spec.getExternalTrafficPolicy());
        for (var port : spec.getPorts()) {
            String portName = Objects.requireNonNullElse(port.getName(), "");
            into.add(new ServicePort(
                    name(service) + ":" + (portName.isEmpty() ? String.valueOf(port.getPort()) : portName),
                    spec.getClusterIPs().isEmpty() ? List.of(spec.getClusterIP()) : spec.getClusterIPs(),
                    Protocol.valueOf(Objects.requireNonNullElse(port.getProtocol(), "TCP")),
                    port.getPort(),
                    Objects.requireNonNullElse(port.getNodePort(), 0),
                    "ClientIP".equals(spec.getSessionAffinity()),
                    endpoints(slices, portName, internalLocal),
                    endpoints(slices, portName, externalLocal),
                    !externalLocal));
        }
    }

    private List<Endpoint> endpoints(List<EndpointSlice> slices, String portName, boolean localOnly) {
        List<Endpoint> ready = endpoints(slices, portName, localOnly, ServiceTables::isReady);
        return ready.isEmpty() ? endpoints(slices, portName, localOnly, ServiceTables::stillServes) : ready;
    }

    private List<Endpoint> endpoints(
            List<EndpointSlice> slices, String portName, boolean localOnly, Predicate<EndpointConditions> usable) {
        TreeSet<Endpoint> found = new TreeSet<>();
        for (EndpointSlice slice : slices) {
            for (EndpointPort port : slice.getPorts()) {
                if (port.getPort() == null || !portName.equals(Objects.requireNonNullElse(port.getName(), ""))) {
                    continue;
                }
                for (var endpoint : slice.getEndpoints()) {
                    boolean here = !localOnly || nodeName.equals(endpoint.getNodeName());
                    EndpointConditions conditions = endpoint.getConditions();
                    if (here && usable.test(conditions == null ? new EndpointConditions() : conditions)) {
                        endpoint.getAddresses().forEach(address -> found.add(new Endpoint(address, port.getPort())));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean isReady(EndpointConditions conditions) {
        return !Boolean.FALSE.equals(conditions.getReady());
    }

    private static boolean stillServes(EndpointConditions conditions) {
        return Boolean.TRUE.equals(conditions.getServing()) && Boolean.TRUE.equals(conditions.getTerminating());
    }

    private static boolean isProxied(Service service) {
        ServiceSpec spec = service.getSpec();
        Map<String, String> labels = service.getMetadata().getLabels();
        boolean otherProxy = labels != null && labels.containsKey(PROXY_NAME);
        String address = spec.getClusterIP();
        boolean virtual = address != null && !address.isEmpty() && !"None".equals(address);
        return virtual && !otherProxy && !"ExternalName".equals(spec.getType());
    }

    private static String name(Service service) {
        return service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
    }
}
