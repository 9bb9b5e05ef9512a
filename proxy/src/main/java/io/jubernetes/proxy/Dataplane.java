package io.jubernetes.proxy;

import io.jubernetes.proxy.service.ServiceTable;
import java.io.IOException;

/** Makes services reachable on this machine. Called by one thread at a time. */
public interface Dataplane extends AutoCloseable {

    /** One line for the person who starts the node: what this dataplane is and what it cannot do here. */
    String description();

    /**
     * Makes exactly the services of the table reachable. Connections that exist stay as they are.
     *
     * @throws IOException when the machine refused; the state before is then still in force, and the caller tries again
     */
    void apply(ServiceTable table) throws IOException, InterruptedException;

    /** Takes everything back. */
    @Override
    void close();
}
