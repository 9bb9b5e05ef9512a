package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.ApiServerConfig.Services;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is free. Nothing of this is stored: the stored Services say what is taken, and are read before the first question. So a
 * crash leaks nothing.
 *
 * <p>When other servers write to the same store, the Services are read again whenever they changed: what another server gave out
 * is seen as soon as its write is. When two servers choose the same address at the very same moment, the IPAddress that is stored
 * with the Service sends one of them back for another; of node ports, drawn by lot, two may be the same.
 */
final class ServicePools {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePools.class);

    private final Services settings;
    private final AddressRange range;
    private final ObjectReader objects;
    private final ReentrantLock lock = new ReentrantLock();
    private final NumberPool addresses;
    private final NumberPool ports;
    private boolean filled;

    /** The revision of the Services that were read last. */
    private long read;

    ServicePools(Services settings, ObjectReader objects) {
        this.settings = settings;
        this.objects = objects;
        this.range = AddressRange.parse(settings.clusterIpRange());
        this.addresses = new NumberPool(range.size(), between(16, range.size() / 16, 256));
        int portCount = settings.lastNodePort() - settings.firstNodePort() + 1;
        this.ports = new NumberPool(portCount, portCount < 16 ? 0 : between(16, portCount / 32, 128));
    }

    private static int between(int least, int value, int most) {
        return Math.min(Math.max(least, value), most);
    }

    AddressRange range() {
        return range;
    }

    String portRange() {
        return settings.firstNodePort() + "-" + settings.lastNodePort();
    }

    boolean isPortInRange(int port) {
        return port >= settings.firstNodePort() && port <= settings.lastNodePort();
    }

    /** Takes an address; false when another Service has it. The address is in the range. */
    boolean takeAddress(String address) {
        return locked(() -> addresses.take(range.number(address).orElseThrow()));
    }

    /** Whether an IPAddress stands for it, which need not be a Service's. */
    boolean isReserved(String address) {
        return objects.find("networking.k8s.io", "ipaddresses", "", address) != null;
    }

    OptionalInt takeAnyAddress(RandomGenerator random) {
        return locked(() -> {
            List<Integer> skipped = new ArrayList<>();
            OptionalInt number = addresses.takeAny(random);
            while (number.isPresent() && isReserved(range.address(number.getAsInt()))) {
                skipped.add(number.getAsInt());
                number = addresses.takeAny(random);
            }
            skipped.forEach(addresses::giveBack);
            return number;
        });
    }

    void releaseAddress(String address) {
        ofAddress(address, addresses::release);
    }

    boolean takePort(int port) {
        return locked(() -> ports.take(port - settings.firstNodePort()));
    }

    OptionalInt takeAnyPort(RandomGenerator random) {
        OptionalInt number = locked(() -> ports.takeAny(random));
        return number.isPresent() ? OptionalInt.of(number.getAsInt() + settings.firstNodePort()) : number;
    }

    void releasePort(int port) {
        ofPort(port, ports::release);
    }

    /** As {@link #releaseAddress}, of what was taken and not stored. */
    void giveBackAddress(String address) {
        ofAddress(address, addresses::giveBack);
    }

    void giveBackPort(int port) {
        ofPort(port, ports::giveBack);
    }

    /** What was taken is now stored. */
    void storeAddress(String address) {
        ofAddress(address, addresses::store);
    }

    void storePort(int port) {
        ofPort(port, ports::store);
    }

    private void ofAddress(String address, IntConsumer change) {
        locked(() -> {
            range.number(address).ifPresent(change);
            return true;
        });
    }

    private void ofPort(int port, IntConsumer change) {
        locked(() -> {
            if (isPortInRange(port)) {
                change.accept(port - settings.firstNodePort());
            }
            return true;
        });
    }

    int freeAddresses() {
        return locked(addresses::free);
    }

    int freePorts() {
        return locked(ports::free);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            if (!filled || (objects.isShared() && objects.revision("", "services") != read)) {
                fill();
                filled = true;
            }
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void fill() {
        // before the list: what changes in between is read again
        read = objects.revision("", "services");
        addresses.forgetStored();
        ports.forgetStored();
        for (ObjectNode service : objects.list("", "services", "")) {
            ServiceFields fields = new ServiceFields(service);
            fields.addresses().forEach(address -> {
                OptionalInt number = range.number(address);
                if (number.isPresent() && !addresses.store(number.getAsInt())) {
                    LOG.warn("two Services have the same address; address={} service={}", address, fields.key());
                }
            });
            fields.nodePorts()
                    .filter(this::isPortInRange)
                    .forEach(port -> ports.store(port - settings.firstNodePort()));
        }
    }
}
