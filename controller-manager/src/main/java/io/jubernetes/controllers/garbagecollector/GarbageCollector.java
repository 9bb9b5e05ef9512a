package io.jubernetes.controllers.garbagecollector;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.discovery.Discovery;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches every resource that is served, keeps the graph, and collects. */
public final class GarbageCollector implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
    private static final Duration REDISCOVER = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Environment environment;
    private final Discovery discovery;
    private final Kinds kinds;
    private final Monitors monitors;
    private final Controller controller;
    private Environment.@Nullable Task task;

    private GarbageCollector(ControllerContext context) {
        this.environment = context.environment();
        this.discovery = new Discovery(context.client());
        this.kinds = new Kinds(context.client());
        OwnershipGraph graph = new OwnershipGraph();
        this.controller = context.controller("garbage-collector", new Collector(graph, kinds, this::lookAt));
        this.monitors = new Monitors(environment, kinds, graph, this::lookAt);
    }

    public static Part create(ControllerContext context) {
        return new GarbageCollector(context);
    }

    private void lookAt(Collection<String> uids) {
        uids.forEach(uid -> controller.enqueue(new Key("", uid)));
    }

    @Override
    public void start() {
        task = environment.start("garbage-collector", this::run);
    }

    private void run() throws InterruptedException {
        boolean started = false;
        while (true) {
            boolean discovered = rediscover();
            if (discovered && !started) {
                monitors.awaitSynced();
                controller.start();
                started = true;
            }
            environment.sleep(discovered ? REDISCOVER : RETRY);
        }
    }

    /** A group that does not answer just now keeps what is known of it: losing its objects would lose their owners. */
    private boolean rediscover() {
        try {
            Discovery.Served served = discovery.read();
            if (served.failures().isEmpty()) {
                kinds.replace(served.resources());
                monitors.follow(served.resources());
                return true;
            }
            LOG.warn("Discovery is incomplete: groups={}", served.failures().keySet());
        } catch (ApiException | UncheckedIOException e) {
            LOG.warn("Discovery failed", e);
        }
        return false;
    }

    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
        controller.close();
        monitors.close();
    }
}
