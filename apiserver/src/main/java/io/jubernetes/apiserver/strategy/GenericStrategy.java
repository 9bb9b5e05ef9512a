package io.jubernetes.apiserver.strategy;

import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apimachinery.schema.ResourceType;
import java.util.List;

/** Kinds about which the schema says nearly all. */
record GenericStrategy(
        boolean hasGeneration, boolean createsOnUpdate, boolean updatesUnconditionally, boolean pathNames)
        implements Strategy {

    private static final List<String> WITH_GENERATION = List.of(
            "poddisruptionbudgets.policy",
            "ingresses.networking.k8s.io",
            "ingressclasses.networking.k8s.io",
            "networkpolicies.networking.k8s.io",
            "servicecidrs.networking.k8s.io",
            "flowschemas.flowcontrol.apiserver.k8s.io",
            "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "validatingadmissionpolicybindings.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "resourceslices.resource.k8s.io",
            "deviceclasses.resource.k8s.io");
    private static final List<String> CREATED_ON_UPDATE = List.of(
            "events.events.k8s.io",
            "leases.coordination.k8s.io",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io");
    private static final List<String> NEEDING_REVISION = List.of(
            "leases.coordination.k8s.io",
            "poddisruptionbudgets.policy",
            "apiservices.apiregistration.k8s.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            "csidrivers.storage.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "ipaddresses.networking.k8s.io");

    static GenericStrategy of(ResourceType type) {
        String resource = type.groupResource();
        return new GenericStrategy(
                WITH_GENERATION.contains(resource),
                CREATED_ON_UPDATE.contains(resource),
                !NEEDING_REVISION.contains(resource),
                type.group().equals("rbac.authorization.k8s.io") || resource.equals("ipaddresses.networking.k8s.io"));
    }

    @Override
    public List<String> nameProblems(String name) {
        return pathNames ? Names.pathSegment(name) : Names.dns1123Subdomain(name);
    }
}
