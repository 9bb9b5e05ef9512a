package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.surface.Beside;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.ObjectSeeds;
import io.jubernetes.apiserver.surface.ObjectSeeds.Seed;
import io.jubernetes.apiserver.surface.WriteHook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives Services their cluster IPs and node ports. What a write adds is taken before it is committed and given back when it is
 * not; what it drops is given back after it is committed. For each cluster IP there is an IPAddress, which comes and goes in the
 * transaction of its Service.
 */
public final class ServiceAllocation implements WriteHook {

    private final Environment environment;
    private final ObjectReader objects;
    private final ServicePools pools;
    private final AddressObjects addresses;

    public ServiceAllocation(ApiServerConfig config, Environment environment, ObjectReader objects) {
        this.environment = environment;
        this.objects = objects;
        this.pools = new ServicePools(config.services(), objects);
        this.addresses = new AddressObjects(environment);
    }

    /** The address of the API server's own Service: the first of the range. */
    public String firstAddress() {
        return pools.range().address(0);
    }

    @Override
    public boolean concerns(String group, String resource) {
        return group.isEmpty() && resource.equals("services");
    }

    @Override
    public Reservation reserve(@Nullable ObjectNode previous, @Nullable ObjectNode next, boolean dryRun) {
        ServiceFields before = new ServiceFields(previous);
        Taken taken = new Taken(pools);
        if (next != null && !next.path("spec").isObject()) {
            // validation will refuse it with better words
            return Reservation.NOTHING;
        }
        try {
            if (next != null) {
                CarriedOver.apply(before, next);
                new AddressStep(pools, environment.random(), taken).apply(before, next);
                new PortStep(pools, environment.random(), taken).apply(before, next);
            }
        } catch (ApiException refused) {
            taken.giveBack();
            throw refused;
        }
        Dropped dropped = Dropped.between(before, new ServiceFields(next));
        return new Held(taken, dropped, pools, beside(taken, dropped, next));
    }

    private Beside beside(Taken taken, Dropped dropped, @Nullable ObjectNode next) {
        List<Seed> made = next == null
                ? List.of()
                : taken.addresses().stream()
                        .map(address -> addresses.of(address, new ServiceFields(next)))
                        .toList();
        return new Beside(
                made, dropped.addresses().stream().map(AddressObjects::gone).toList());
    }

    /** Makes the IPAddresses of Services that were stored without. */
    public void complete(ObjectSeeds seeds) {
        addresses.complete(objects, seeds);
    }

    int freeAddresses() {
        return pools.freeAddresses();
    }

    int freePorts() {
        return pools.freePorts();
    }

    /** What one write has taken and what it drops. */
    private record Held(Taken taken, Dropped dropped, ServicePools pools, Beside beside) implements Reservation {
        @Override
        public void committed() {
            taken.settle();
            dropped.addresses().forEach(pools::releaseAddress);
            dropped.ports().forEach(pools::releasePort);
        }

        @Override
        public void abandoned() {
            taken.giveBack();
        }
    }

    private record Dropped(List<String> addresses, List<Integer> ports) {
        static Dropped between(ServiceFields before, ServiceFields after) {
            List<Integer> kept = after.nodePorts().boxed().toList();
            return new Dropped(
                    before.addresses().stream()
                            .filter(a -> !after.addresses().contains(a))
                            .toList(),
                    before.nodePorts().boxed().filter(p -> !kept.contains(p)).toList());
        }
    }
}
