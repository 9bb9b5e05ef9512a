package io.jubernetes.apiserver.aggregation;

import java.util.List;

/**
 * Where a version of a group stands among the others; more is earlier.
 *
 * @param version within its group
 */
record ApiPriority(int group, int version) {

    static final ApiPriority CUSTOM = new ApiPriority(1000, 100);

    private static final int STABLE = 15;
    /** Upstream's numbers for its groups. */
    private static final List<Group> GROUPS = List.of(
            new Group("", 18000),
            new Group("apps", 17800),
            new Group("events.k8s.io", 17750),
            new Group("authentication.k8s.io", 17700),
            new Group("authorization.k8s.io", 17600),
            new Group("autoscaling", 17500),
            new Group("batch", 17400),
            new Group("certificates.k8s.io", 17300),
            new Group("networking.k8s.io", 17200),
            new Group("policy", 17100),
            new Group("rbac.authorization.k8s.io", 17000),
            new Group("storage.k8s.io", 16800),
            new Group("apiextensions.k8s.io", 16700),
            new Group("admissionregistration.k8s.io", 16700),
            new Group("scheduling.k8s.io", 16600),
            new Group("coordination.k8s.io", 16500),
            new Group("node.k8s.io", 16300),
            new Group("discovery.k8s.io", 16200),
            new Group("flowcontrol.apiserver.k8s.io", 16100),
            new Group("resource.k8s.io", 15900));

    private record Group(String name, int priority) {}

    static ApiPriority of(String group, String version) {
        int priority = GROUPS.stream()
                .filter(known -> known.name().equals(group))
                .findFirst()
                .map(Group::priority)
                .orElse(16000);
        return new ApiPriority(priority, ofVersion(group, version));
    }

    private static int ofVersion(String group, String version) {
        return switch (group + "/" + version) {
            case "/v1" -> 1;
            case "autoscaling/v2" -> 30;
            case "flowcontrol.apiserver.k8s.io/v1" -> 21;
            default -> version.contains("alpha") ? 1 : version.contains("beta") ? 9 : STABLE;
        };
    }
}
