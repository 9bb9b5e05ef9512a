package io.jubernetes.kubelet.env;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The variables that tell a container where services are: those of its namespace, and the API server's. */
final class ServiceVariables {

    private ServiceVariables() {}

    static Map<String, String> of(List<Service> services) {
        Map<String, String> variables = new LinkedHashMap<>();
        services.stream().filter(ServiceVariables::hasClusterIp).forEach(s -> addVariables(s, variables));
        return variables;
    }

    private static boolean hasClusterIp(Service service) {
        String ip = service.getSpec() == null ? null : service.getSpec().getClusterIP();
        return ip != null && !ip.isEmpty() && !ip.equals("None");
    }

    private static void addVariables(Service service, Map<String, String> variables) {
        String name = variable(service.getMetadata().getName());
        String ip = service.getSpec().getClusterIP();
        List<ServicePort> ports = service.getSpec().getPorts();
        variables.put(name + "_SERVICE_HOST", ip);
        if (ports.isEmpty()) {
            return;
        }
        variables.put(name + "_SERVICE_PORT", ports.getFirst().getPort().toString());
        for (ServicePort port : ports) {
            if (port.getName() != null && !port.getName().isEmpty()) {
                variables.put(
                        name + "_SERVICE_PORT_" + variable(port.getName()),
                        port.getPort().toString());
            }
        }
        variables.put(name + "_PORT", url(ports.getFirst(), ip));
        for (ServicePort port : ports) {
            addLink(name, port, ip, variables);
        }
    }

    private static void addLink(String name, ServicePort port, String ip, Map<String, String> variables) {
        String prefix = name + "_PORT_" + port.getPort() + "_" + protocol(port);
        variables.put(prefix, url(port, ip));
        variables.put(prefix + "_PROTO", protocol(port).toLowerCase(Locale.ROOT));
        variables.put(prefix + "_PORT", port.getPort().toString());
        variables.put(prefix + "_ADDR", ip);
    }

    private static String url(ServicePort port, String ip) {
        return protocol(port).toLowerCase(Locale.ROOT) + "://" + ip + ":" + port.getPort();
    }

    private static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "TCP" : port.getProtocol();
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
