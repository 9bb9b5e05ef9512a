package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a component runs: a machine with its clock, and the process of the moment. */
final class Place {

    private final String name;
    private final Environment machine;
    private final Maker maker;
    private @Nullable SimulatedProcess process;
    private @Nullable Component component;

    /** Makes a component afresh for each process. */
    @FunctionalInterface
    interface Maker {
        Component make(Environment environment, ApiClient client);
    }

    Place(String name, Environment machine, Maker maker) {
        this.name = name;
        this.machine = machine;
        this.maker = maker;
    }

    void start(Function<SimulatedProcess, ApiClient> clients) throws InterruptedException {
        if (process == null) {
            SimulatedProcess fresh = new SimulatedProcess(name, machine);
            Component made = maker.make(fresh, clients.apply(fresh));
            process = fresh;
            component = made;
            made.start();
        }
    }

    /** @return the process that was asked to end; null when there was none */
    @Nullable
    SimulatedProcess stop() {
        SimulatedProcess last = process;
        if (component != null) {
            component.close();
        }
        process = null;
        component = null;
        return last;
    }

    void crash() {
        if (process != null) {
            process.kill();
        }
        process = null;
        component = null;
    }
}
