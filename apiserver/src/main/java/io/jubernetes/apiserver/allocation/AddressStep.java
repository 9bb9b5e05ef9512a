package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.random.RandomGenerator;

/** Cluster IPs: which Services have one, and which. */
final class AddressStep {

    private final ServicePools pools;
    private final RandomGenerator random;
    private final Taken taken;

    AddressStep(ServicePools pools, RandomGenerator random, Taken taken) {
        this.pools = pools;
        this.random = random;
        this.taken = taken;
    }

    void apply(ServiceFields before, ObjectNode next) {
        ServiceFields after = new ServiceFields(next);
        ObjectNode spec = next.withObject("/spec");
        if (after.isExternalName()) {
            leave(before, spec);
        } else if (after.isHeadless()) {
            spec.put("clusterIP", ServiceFields.HEADLESS);
            spec.putArray("clusterIPs").add(ServiceFields.HEADLESS);
            headlessFamilies(after, spec);
        } else {
            mirror(after, spec);
            take(before, after, spec);
            families(spec, "SingleStack", List.of(pools.range().family()));
        }
    }

    /** A Service that becomes a mere name gives its address up, unless the client insists on keeping it. */
    private static void leave(ServiceFields before, ObjectNode spec) {
        boolean becomes = before.service() != null && !before.isExternalName();
        if (becomes && spec.path("clusterIP").asText("").equals(before.clusterIp())) {
            spec.remove("clusterIP");
            spec.remove("clusterIPs");
        }
        if (spec.path("clusterIP").asText("").isEmpty()) {
            spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
        }
    }

    /** {@code clusterIPs} begins with {@code clusterIP}, whichever of them the client wrote. */
    private static void mirror(ServiceFields after, ObjectNode spec) {
        if (after.clusterIps().isEmpty() && !after.clusterIp().isEmpty()) {
            spec.putArray("clusterIPs").add(after.clusterIp());
        } else if (after.clusterIp().isEmpty() && !after.clusterIps().isEmpty()) {
            spec.put("clusterIP", after.clusterIps().getFirst());
        }
    }

    private void take(ServiceFields before, ServiceFields after, ObjectNode spec) {
        List<String> wanted = new ServiceFields(after.service()).addresses();
        if (wanted.isEmpty()) {
            String address = any();
            spec.put("clusterIP", address);
            spec.putArray("clusterIPs").add(address);
            return;
        }
        List<String> held = before.addresses();
        if (!held.isEmpty() && !wanted.getFirst().equals(held.getFirst())) {
            // the first address never changes: validation says so
            return;
        }
        wanted.stream().filter(address -> !held.contains(address)).forEach(a -> certain(after.name(), wanted, a));
    }

    private String any() {
        int number = pools.takeAnyAddress(random)
                .orElseThrow(() -> ApiException.internal("failed to allocate a serviceIP: range is full"));
        String address = pools.range().address(number);
        taken.address(address);
        return address;
    }

    private void certain(String name, List<String> wanted, String address) {
        if (!AddressRange.isAddress(address)) {
            throw ApiException.invalid(
                    "",
                    "Service",
                    name,
                    List.of(new StatusCause(
                            "FieldValueInvalid",
                            "Invalid value: \"" + address
                                    + "\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                            "spec.clusterIPs[" + wanted.indexOf(address) + "]")));
        }
        if (pools.range().number(address).isEmpty()) {
            throw refused(name, wanted, address, "the provided network does not match the current range");
        }
        if (pools.isReserved(address) || !pools.takeAddress(address)) {
            throw refused(name, wanted, address, "provided IP is already allocated");
        }
        taken.address(address);
    }

    private static ApiException refused(String name, List<String> wanted, String address, String why) {
        String value = "[\"" + String.join("\",\"", wanted) + "\"]";
        return ApiException.invalid(
                "",
                "Service",
                name,
                List.of(new StatusCause(
                        "FieldValueInvalid",
                        "Invalid value: " + value + ": failed to allocate IP " + address + ": " + why,
                        "spec.clusterIPs")));
    }

    /** Headless Services without selector may have endpoints of either family. */
    private void headlessFamilies(ServiceFields after, ObjectNode spec) {
        String family = pools.range().family();
        if (after.hasSelector()) {
            families(spec, "SingleStack", List.of(family));
        } else {
            families(spec, "RequireDualStack", List.of(family, family.equals("IPv4") ? "IPv6" : "IPv4"));
        }
    }

    private static void families(ObjectNode spec, String policy, List<String> families) {
        if (spec.path("ipFamilyPolicy").asText("").isEmpty()) {
            spec.put("ipFamilyPolicy", policy);
        }
        if (spec.path("ipFamilies").isEmpty()) {
            families.forEach(spec.putArray("ipFamilies")::add);
        }
    }
}
