package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.Pace;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.extender.ExtenderCalls;
import io.jubernetes.scheduler.extender.HttpExtender;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.Extender;
import io.jubernetes.scheduler.framework.Extenders;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Profiles;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each pod that asks for it a node. Informers keep a picture of the cluster; one loop decides pod by pod; bindings and
 * reports are written beside it.
 */
public final class Scheduler implements AutoCloseable {

    private final Environment environment;
    private final InformerFactory informers;
    private final Recorders events;
    private final SchedulingQueue queue;
    private final SchedulingLoop loop;
    private Environment.@Nullable Task task;

    /** @throws io.jubernetes.scheduler.config.InvalidConfigurationException when a profile names what there is not */
    public Scheduler(SchedulerConfig config, Environment environment, ApiClient connection) {
        this.environment = environment;
        ApiClient client = connection.named("kube-scheduler").paced(new Pace(environment));
        this.informers = new InformerFactory(environment, client);
        InformedStorage storage = new InformedStorage(environment, informers, client);
        InformedDevices devices = new InformedDevices(informers, client);
        InformedObjects objects = new InformedObjects(informers, storage, devices, config.deviceExpressions());
        Profiles profiles = profiles(config, client, objects);
        this.events = new Recorders(environment, client, profiles);
        this.queue = new SchedulingQueue(environment, config.backoff(), profiles);
        storage.tell(queue);
        devices.tell(queue);
        ClusterState state = new ClusterState();
        informers.informerFor(Node.class).addHandler(new NodeWatch(state, queue));
        Informer<Pod> pods = informers.informerFor(Pod.class);
        pods.addHandler(new PodWatch(profiles, state, queue));
        Extenders extenders = extenders(config);
        this.loop = new SchedulingLoop(
                queue,
                pods,
                state,
                profiles,
                outcomes(client, pods, state, new Beyond(config, environment, extenders)),
                profile -> new Placement(profile, environment.random()::nextInt, extenders));
    }

    /** What decisions reach beside the API: how many writes at a time, and who else binds. */
    private record Beyond(ApiWrites writes, Extenders extenders) {

        Beyond(SchedulerConfig config, Environment environment, Extenders extenders) {
            this(new ApiWrites(environment, config.parallelWrites()), extenders);
        }
    }

    private Extenders extenders(SchedulerConfig config) {
        return new Extenders(config.extenders().stream()
                .map(spec -> (Extender) new HttpExtender(spec, ExtenderCalls.to(spec, environment)))
                .toList());
    }

    private Profiles profiles(SchedulerConfig config, ApiClient client, ClusterObjects objects) {
        DefaultBinder binder = new DefaultBinder(new Bindings(environment, client));
        ProfileFactory factory = new ProfileFactory(objects, List.of(binder));
        return new Profiles(config.profiles().stream().map(factory::create).toList());
    }

    private SchedulingLoop.Outcomes outcomes(
            ApiClient client, Informer<Pod> informer, ClusterState state, Beyond beyond) {
        ApiWrites writes = beyond.writes;
        ResourceClient<Pod> pods = client.resources(Pod.class);
        PodConditions conditions = new PodConditions(environment, pods);
        FailureReport failures = new FailureReport(informer, conditions, events, queue);
        Rescues rescues = new Rescues(state, writes, failures, new Evictions(pods, conditions, events), conditions);
        return new SchedulingLoop.Outcomes(
                writes, new Binder(events, state, queue, failures, writes, beyond.extenders), failures, rescues);
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
