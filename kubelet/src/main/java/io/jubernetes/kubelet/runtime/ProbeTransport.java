package io.jubernetes.kubelet.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How network probes and HTTP hooks reach a pod. Calls wait at most for the given time. */
public interface ProbeTransport {

    /** Asks an HTTP server, without checking its certificate. */
    HttpAnswer httpGet(HttpTarget target, Duration timeout) throws IOException, InterruptedException;

    /** Opens and closes a TCP connection. */
    void tcpConnect(String host, int port, Duration timeout) throws IOException, InterruptedException;

    /**
     * Asks a server by gRPC's health protocol. A transport that cannot only connects.
     *
     * @param service whose health is meant; empty for the whole server
     * @throws IOException when it does not say that it serves
     */
    default void grpcHealth(String host, int port, String service, Duration timeout)
            throws IOException, InterruptedException {
        tcpConnect(host, port, timeout);
    }

    /**
     * @param path with the query, beginning with a slash
     * @param headers names and values, in order
     */
    record HttpTarget(boolean tls, String host, int port, String path, List<Map.Entry<String, String>> headers) {
        public HttpTarget {
            headers = List.copyOf(headers);
        }
    }

    /** The status and the beginning (at most 10 KiB) of the body. */
    record HttpAnswer(int status, String body) {}
}
