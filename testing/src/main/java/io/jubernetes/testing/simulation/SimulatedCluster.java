package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.client.ApiClient;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.testing.simulation.Link.Observers;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.StoreHistory;
import io.jubernetes.testing.simulation.invariant.Invariants;
import io.jubernetes.testing.simulation.watch.WatchTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * All components of a cluster in one simulation: an API server over the memory store, controllers, scheduler, hollow kubelets, each
 * in a process of its own that can be stopped, killed and started again. Every change of the store and every watch is recorded.
 *
 * <p>Used by tasks of the simulation only.
 */
public final class SimulatedCluster {

    private final ClusterPlan plan;
    private final Simulation simulation;
    private final StoreHistory history;
    private final WatchTap watches = new WatchTap();
    private final SplittableRandom random;
    private final Weather weather;
    private final ApiProcess api;
    private final ApiHandler server;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<SimulatedProcess> stopped = new ArrayList<>();

    public SimulatedCluster(Simulation simulation, ClusterPlan plan) {
        this.plan = plan;
        this.simulation = simulation;
        this.random = new SplittableRandom(plan.seed());
        this.weather = new Weather(plan.rates(), random.nextLong());
        this.history = new StoreHistory(simulation.environment(), Invariants.all());
        MemoryStore store = new MemoryStore();
        store.watch("", 0, history);
        this.api = new ApiProcess(machine(), plan.parts().store(store));
        this.server = plan.parts().server(api);
        if (plan.standby()) {
            place("controller-manager", Components::electedControllers);
            place("controller-manager-2", Components::electedControllers);
        } else {
            place("controller-manager", Components::controllers);
        }
        place("scheduler", plan.parts()::scheduler);
        for (int node = 1; node <= plan.nodes(); node++) {
            Components.Kubelets kubelets = new Components.Kubelets(node, new SimulatedProcess("runtime", machine()));
            place(kubelets.name(), kubelets::kubelet);
        }
    }

    private void place(String name, Place.Maker maker) {
        places.put(name, new Place(name, machine(), maker));
    }

    private Environment machine() {
        long skew = plan.skew().toMillis();
        return simulation.environment(Duration.ofMillis(skew == 0 ? 0 : random.nextLong(-skew, skew)));
    }

    /** Starts the API server and everything else that does not run. */
    public void start() throws InterruptedException {
        startApi();
        for (String name : places.keySet()) {
            start(name);
        }
    }

    public void startApi() {
        if (!api.isRunning()) {
            api.start();
        }
    }

    public void crashApi() {
        api.crash();
    }

    /** The processes beside the API server. */
    public List<String> processes() {
        return List.copyOf(places.keySet());
    }

    public void start(String name) throws InterruptedException {
        place(name).start(this::client);
    }

    /** Closes a component as its process would on SIGTERM. */
    public void stop(String name) {
        SimulatedProcess ended = place(name).stop();
        if (ended != null) {
            stopped.add(ended);
        }
    }

    /** Ends a component as {@code kill -9} would. */
    public void crash(String name) {
        place(name).crash();
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("process: " + name + " (expected: one of " + places.keySet() + ")");
        }
        return place;
    }

    private ApiClient client(SimulatedProcess process) {
        ApiHandler called = plan.parts().client(process.name(), server);
        Link link = new Link(process, called, weather, new Observers(watches, history.view()));
        return ApiClient.inProcess(link, new UserInfo("system:" + process.name(), "system:authenticated"));
    }

    /** A client whose requests meet no fault, unless the API server is down. */
    public ApiClient admin() {
        return ApiClient.inProcess(api, new UserInfo("admin", "system:masters", "system:authenticated"));
    }

    /** From now on nothing goes wrong on the links. */
    public void clearWeather() {
        weather.clear();
    }

    public StoreHistory history() {
        return history;
    }

    public ClusterView view() {
        return history.view();
    }

    /** Ends all, and checks what can be checked only at the end. Some time must have passed since components were stopped. */
    public void finish() throws InterruptedException {
        processes().forEach(this::stop);
        simulation.environment().sleep(Duration.ofSeconds(5));
        for (SimulatedProcess process : stopped) {
            if (!process.runningTasks().isEmpty()) {
                throw new AssertionError(
                        "a closed component still runs: " + process.name() + " " + process.runningTasks());
            }
        }
        history.requireIntact();
        requireWatchesKept();
        api.crash();
    }

    /** Throws when a watch broke a guarantee so far. */
    public void requireWatchesKept() {
        watches.check(history);
    }

    /** How many events watches were told. */
    public long watched() {
        return watches.told();
    }
}
