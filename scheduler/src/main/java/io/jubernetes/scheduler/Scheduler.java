package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.plugins.DefaultProfile;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Gives each pod that asks for it a node. Informers keep a picture of the cluster; one loop decides pod by pod; bindings and
 * reports are written beside it.
 */
public final class Scheduler implements AutoCloseable {

    private final Environment environment;
    private final InformerFactory informers;
    private final EventRecorder events;
    private final SchedulingQueue queue;
    private final SchedulingLoop loop;
    private Environment.@Nullable Task task;

    public Scheduler(SchedulerConfig config, Environment environment, ApiClient connection) {
        this.environment = environment;
        ApiClient client = connection.named("kube-scheduler");
        this.informers = new InformerFactory(environment, client);
        this.events = new EventRecorder(environment, client, config.schedulerName(), "");
        Profile profile = DefaultProfile.create();
        this.queue = new SchedulingQueue(environment, config.backoff(), profile.retryTable());
        ClusterState state = new ClusterState();
        Informer<Pod> pods = informers.informerFor(Pod.class);
        informers.informerFor(Node.class).addHandler(new NodeWatch(state, queue));
        pods.addHandler(new PodWatch(config.schedulerName(), state, queue));
        FailureReport failures = new FailureReport(environment, pods, client.resources(Pod.class), events, queue);
        Binder binder = new Binder(new Bindings(environment, client), events, state, queue, failures);
        ApiWrites writes = new ApiWrites(environment, config.parallelWrites());
        this.loop = new SchedulingLoop(
                queue, pods, state, new Placement(profile), new SchedulingLoop.Outcomes(writes, binder, failures));
    }

    /** Begins to schedule, once the present state of the cluster is known. Does not wait for that. */
    public void start() {
        informers.startAll();
        task = environment.start("scheduler", () -> {
            informers.awaitAllSynced();
            loop.run();
        });
    }

    @Override
    public void close() {
        queue.close();
        if (task != null) {
            task.interrupt();
        }
        informers.close();
        events.close();
    }
}
