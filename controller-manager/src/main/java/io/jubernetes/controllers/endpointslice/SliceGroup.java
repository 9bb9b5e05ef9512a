package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.controllers.endpoint.ServicePods;
import java.util.List;

/** What the endpoints of one slice have in common: a slice has one kind of address and one set of ports. */
record SliceGroup(String addressType, List<ServicePods.ResolvedPort> ports) {

    static SliceGroup of(EndpointSlice slice) {
        return new SliceGroup(
                slice.getAddressType(),
                slice.getPorts().stream().map(SliceGroup::resolved).toList());
    }

    private static ServicePods.ResolvedPort resolved(EndpointPort port) {
        return new ServicePods.ResolvedPort(
                port.getName() == null ? "" : port.getName(),
                port.getProtocol() == null ? "TCP" : port.getProtocol(),
                port.getPort() == null ? 0 : port.getPort(),
                port.getAppProtocol());
    }

    List<EndpointPort> apiPorts() {
        return ports.stream()
                .map(port -> new EndpointPort(port.appProtocol(), port.name(), port.port(), port.protocol()))
                .toList();
    }
}
