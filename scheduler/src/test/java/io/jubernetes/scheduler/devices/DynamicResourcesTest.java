package io.jubernetes.scheduler.devices;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.AllocationResult;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttributeBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.config.ProfileSpec;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.DeviceExpressions;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.ReservePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Given these devices and claims, this node and these devices. */
@Timeout(60)
class DynamicResourcesTest {

    private final TestDevices devices = new TestDevices();
    private final Profile profile = new ProfileFactory(devices, List.of()).create(ProfileSpec.DEFAULT);

    /** A selector here is the name of a model. */
    private static final DeviceExpressions BY_MODEL = model -> (_, device) -> {
        DeviceAttribute found = device.getAttributes().get("model");
        return found != null && model.equals(found.getString());
    };

    private static final class TestDevices implements ClusterObjects, DeviceObjects {

        private final Map<String, ResourceClaim> claims = new LinkedHashMap<>();
        private final Map<String, DeviceClass> classes = new LinkedHashMap<>();
        private final List<ResourceSlice> slices = new ArrayList<>();
        private final Set<String> taken = new TreeSet<>();
        private List<ResourceClaim> promised = List.of();

        @Override
        public DeviceObjects devices() {
            return this;
        }

        @Override
        public DeviceExpressions deviceExpressions() {
            return BY_MODEL;
        }

        @Override
        public @Nullable ResourceClaim claim(String key) {
            return claims.get(key);
        }

        @Override
        public @Nullable DeviceClass deviceClass(String name) {
            return classes.get(name);
        }

        @Override
        public List<ResourceSlice> slices(String node) {
            return slices.stream()
                    .filter(slice -> node.equals(slice.getSpec().getNodeName()))
                    .toList();
        }

        @Override
        public List<ResourceSlice> pool(String driver, String pool) {
            return slices.stream()
                    .filter(slice -> pool.equals(slice.getSpec().getPool().getName()))
                    .toList();
        }

        @Override
        public Set<String> taken() {
            return taken;
        }

        @Override
        public void promise(String podUid, List<ResourceClaim> allocated) {
            promised = allocated;
        }
    }

    private void withClass(String name) {
        devices.classes.put(
                name,
                new DeviceClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build());
    }

    /** Devices {@code 0…} of a node, each of a model. */
    private void withSlice(String node, long generation, long slices, String... models) {
        List<Device> all = new ArrayList<>();
        for (String model : models) {
            all.add(new DeviceBuilder()
                    .withName("d" + all.size())
                    .addToAttributes(
                            "model",
                            new DeviceAttributeBuilder().withString(model).build())
                    .build());
        }
        devices.slices.add(new ResourceSliceBuilder()
                .withNewMetadata()
                .withName(node + "-" + generation)
                .endMetadata()
                .withNewSpec()
                .withDriver("gpu.example.com")
                .withNodeName(node)
                .withNewPool(generation, node, slices)
                .withDevices(all)
                .endSpec()
                .build());
    }

    private ResourceClaimBuilder claim(String name, long count, String... models) {
        ResourceClaimBuilder claim = new ResourceClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewSpec()
                .withNewDevices()
                .addNewRequest()
                .withName("gpu")
                .withNewExactly()
                .withDeviceClassName("gpu")
                .withAllocationMode(count == 0 ? "All" : "ExactCount")
                .withCount(count == 0 ? null : count)
                .endExactly()
                .endRequest()
                .endDevices()
                .endSpec();
        for (String model : models) {
            claim = claim.editSpec()
                    .editDevices()
                    .editFirstRequest()
                    .editExactly()
                    .addNewSelector()
                    .withNewCel(model)
                    .endSelector()
                    .endExactly()
                    .endRequest()
                    .endDevices()
                    .endSpec();
        }
        return claim;
    }

    private void put(ResourceClaimBuilder claim) {
        ResourceClaim built = claim.build();
        devices.claims.put("default/" + built.getMetadata().getName(), built);
    }

    private static Pod using(String claim) {
        return new PodBuilder(pod("p"))
                .editSpec()
                .addNewResourceClaim()
                .withName("device")
                .withResourceClaimName(claim)
                .endResourceClaim()
                .endSpec()
                .build();
    }

    private static ClusterSnapshot two() {
        return cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"));
    }

    private String decide(String claim) {
        PodToPlace pod = PodToPlace.of(using(claim));
        return switch (new Placement(profile).schedule(pod, two())) {
            case Plan.Unschedulable(var diagnosis) -> diagnosis.message("");
            case Plan.Assign(String node, int _, int _) -> {
                for (ReservePlugin plugin : profile.at(ExtensionPoint.RESERVE, ReservePlugin.class)) {
                    assertThat(plugin.reserve(pod, node)).isEmpty();
                }
                yield node;
            }
        };
    }

    private AllocationResult allocation() {
        return devices.promised.getFirst().getStatus().getAllocation();
    }

    @Test
    void aDeviceIsFoundByClassAndSelectorAndPinsThePodToItsNode() {
        withClass("gpu");
        withSlice("a", 1, 1, "small", "small");
        withSlice("b", 1, 1, "small", "large");
        put(claim("mine", 1, "large"));
        assertThat(decide("mine")).isEqualTo("b");
        assertThat(allocation().getDevices().getResults())
                .singleElement()
                .satisfies(device -> assertThat(device.getDriver() + "/" + device.getPool() + "/" + device.getDevice())
                        .isEqualTo("gpu.example.com/b/d1"));
        assertThat(allocation()
                        .getNodeSelector()
                        .getNodeSelectorTerms()
                        .getFirst()
                        .getMatchFields()
                        .getFirst()
                        .getValues())
                .containsExactly("b");
    }

    @Test
    void whatOthersHaveIsNotGivenAway() {
        withClass("gpu");
        withSlice("a", 1, 1, "small", "small");
        put(claim("two", 2));
        devices.taken.add("gpu.example.com/a/d0");
        assertThat(decide("two")).isEqualTo("0/2 nodes are available: 2 cannot allocate all claims.");
    }

    @Test
    void devicesThatMustMatchAreChosenTogether() {
        withClass("gpu");
        withSlice("a", 1, 1, "small", "large", "large");
        put(claim("pair", 2)
                .editSpec()
                .editDevices()
                .addNewConstraint()
                .withMatchAttribute("gpu.example.com/model")
                .endConstraint()
                .endDevices()
                .endSpec());
        assertThat(decide("pair")).isEqualTo("a");
        assertThat(allocation().getDevices().getResults())
                .extracting(device -> device.getDevice())
                .containsExactly("d1", "d2");
    }

    @Test
    void allDevicesOfANodeAreAllOrNone() {
        withClass("gpu");
        withSlice("a", 1, 1, "small", "small");
        withSlice("b", 1, 1, "small", "small");
        put(claim("all", 0));
        devices.taken.add("gpu.example.com/a/d1");
        assertThat(decide("all")).isEqualTo("b");
        assertThat(allocation().getDevices().getResults()).hasSize(2);
    }

    @Test
    void aPoolThatIsBeingWrittenAnewIsLeftAlone() {
        withClass("gpu");
        withSlice("a", 1, 1, "small");
        withSlice("a", 2, 2, "small");
        put(claim("mine", 1));
        assertThat(decide("mine")).isEqualTo("0/2 nodes are available: 2 cannot allocate all claims.");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(decide("none")).isEqualTo("0/2 nodes are available: resourceclaim \"none\" not found.");
        put(claim("mine", 1));
        assertThat(decide("mine")).isEqualTo("0/2 nodes are available: request gpu: device class gpu does not exist.");
    }
}
