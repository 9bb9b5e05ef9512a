package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import java.io.IOException;

/** Connects to a port of a pod. */
@FunctionalInterface
public interface PortDialer {

    /**
     * Connects. Closing the connection's output tells the other side that nothing more comes, while its input can still be read
     * ({@link SocketConnection} does so).
     *
     * @throws IOException when the port cannot be reached; the client is told the message
     */
    Connection dial(int port) throws IOException, InterruptedException;
}
