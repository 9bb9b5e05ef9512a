package io.jubernetes.proxy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.proxy.service.ServiceTable;
import io.jubernetes.proxy.service.ServiceTables;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link Dataplane} in step with the cluster's Services. Changes that arrive while the dataplane is being written are
 * taken together by the next turn.
 */
public final class ServiceProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);

    private final ProxyConfig config;
    private final Environment environment;
    private final Dataplane dataplane;
    private final ServiceTables tables;
    private final InformerFactory informers;
    private final Informer<Service> services;
    private final Informer<EndpointSlice> slices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean dirty = true;
    private Environment.@Nullable Task task;

    public ServiceProxy(ProxyConfig config, Environment environment, ApiClient client, Dataplane dataplane) {
        this.config = config;
        this.environment = environment;
        this.dataplane = dataplane;
        this.tables = new ServiceTables(config.nodeName());
        this.informers = new InformerFactory(environment, client);
        this.services = informers.informerFor(Service.class);
        this.slices = informers.informerFor(EndpointSlice.class);
        services.addHandler(ChangeHandler.of(any -> markDirty()));
        slices.addHandler(ChangeHandler.of(any -> markDirty()));
    }

    public void start() {
        informers.startAll();
        task = environment.start("service-proxy", this::syncLoop);
    }

    /** Stops following the cluster. What the dataplane has made reachable stays so: services outlive a restart of the agent. */
    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
        informers.close();
    }

    private void syncLoop() throws InterruptedException {
        informers.awaitAllSynced();
        ServiceTable applied = null;
        while (true) {
            awaitDirty();
            ServiceTable table = tables.compute(services.list(), slices.list());
            if (!table.equals(applied)) {
                applied = apply(table) ? table : null;
            }
        }
    }

    private boolean apply(ServiceTable table) throws InterruptedException {
        try {
            dataplane.apply(table);
            return true;
        } catch (IOException e) {
            LOG.error("Services could not be programmed, trying again: after={}", config.retryAfter(), e);
            environment.sleep(config.retryAfter());
            markDirty();
            return false;
        }
    }

    private void awaitDirty() throws InterruptedException {
        lock.lock();
        try {
            while (!dirty) {
                changed.await();
            }
            dirty = false;
        } finally {
            lock.unlock();
        }
    }

    private void markDirty() {
        lock.lock();
        try {
            dirty = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
