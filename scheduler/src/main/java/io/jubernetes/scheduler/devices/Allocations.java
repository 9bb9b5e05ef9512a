package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.AllocationResult;
import io.fabric8.kubernetes.api.model.resource.v1.AllocationResultBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAllocationConfiguration;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAllocationConfigurationBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequestAllocationResult;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequestAllocationResultBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.jubernetes.scheduler.framework.DeviceObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what an allocator chose. */
record Allocations(DeviceObjects objects, String node) {

    /** The claims with their devices. */
    List<ResourceClaim> of(List<ResourceClaim> claims, List<Allocator.Choice> choices) {
        List<ResourceClaim> allocated = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            int index = i;
            List<Allocator.Choice> own =
                    choices.stream().filter(choice -> choice.claim() == index).toList();
            allocated.add(new ResourceClaimBuilder(claims.get(i))
                    .editOrNewStatus()
                    .withAllocation(result(claims.get(i), own))
                    .endStatus()
                    .build());
        }
        return allocated;
    }

    private AllocationResult result(ResourceClaim claim, List<Allocator.Choice> choices) {
        return new AllocationResultBuilder()
                .withNewDevices()
                .withResults(choices.stream().map(Allocations::device).toList())
                .withConfig(configuration(claim, choices))
                .endDevices()
                .withNodeSelector(selector(choices))
                .build();
    }

    private static DeviceRequestAllocationResult device(Allocator.Choice choice) {
        return new DeviceRequestAllocationResultBuilder()
                .withRequest(choice.want().request())
                .withDriver(choice.candidate().driver())
                .withPool(choice.candidate().pool())
                .withDevice(choice.candidate().device().getName())
                .withAdminAccess(choice.want().admin() ? true : null)
                .withTolerations(choice.want().tolerations())
                .build();
    }

    /** The classes' first, so that the claim's can override them. */
    private List<DeviceAllocationConfiguration> configuration(ResourceClaim claim, List<Allocator.Choice> choices) {
        List<DeviceAllocationConfiguration> all = new ArrayList<>();
        Map<String, Want> wants = new LinkedHashMap<>();
        choices.forEach(choice -> wants.put(choice.want().request(), choice.want()));
        for (Want want : wants.values()) {
            DeviceClass known = objects.deviceClass(want.deviceClass());
            if (known != null) {
                known.getSpec()
                        .getConfig()
                        .forEach(config -> all.add(new DeviceAllocationConfigurationBuilder()
                                .withSource("FromClass")
                                .withRequests(want.request())
                                .withOpaque(config.getOpaque())
                                .build()));
            }
        }
        claim.getSpec().getDevices().getConfig().stream()
                .filter(config -> wants.values().stream().anyMatch(want -> want.isAmong(config.getRequests())))
                .forEach(config -> all.add(new DeviceAllocationConfigurationBuilder()
                        .withSource("FromClaim")
                        .withRequests(config.getRequests())
                        .withOpaque(config.getOpaque())
                        .build()));
        return all;
    }

    /** Who can use the devices: the node alone, when one of them is its own; null for everybody. */
    private @Nullable NodeSelector selector(List<Allocator.Choice> choices) {
        List<NodeSelectorRequirement> all = new ArrayList<>();
        for (Allocator.Choice choice : choices) {
            NodeSelector selector = choice.candidate().selector();
            if (selector == null && !choice.candidate().everywhere()) {
                return new NodeSelectorBuilder()
                        .addNewNodeSelectorTerm()
                        .addNewMatchField()
                        .withKey("metadata.name")
                        .withOperator("In")
                        .withValues(node)
                        .endMatchField()
                        .endNodeSelectorTerm()
                        .build();
            }
            if (selector != null) {
                selector.getNodeSelectorTerms().stream()
                        .flatMap(term -> term.getMatchExpressions().stream())
                        .filter(requirement -> !all.contains(requirement))
                        .forEach(all::add);
            }
        }
        NodeSelectorTerm term =
                new NodeSelectorTermBuilder().withMatchExpressions(all).build();
        return all.isEmpty()
                ? null
                : new NodeSelectorBuilder().withNodeSelectorTerms(term).build();
    }
}
