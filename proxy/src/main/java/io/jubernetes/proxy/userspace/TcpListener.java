package io.jubernetes.proxy.userspace;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.proxy.service.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and passes their bytes on to an endpoint; one that does not answer is skipped for the next. */
final class TcpListener implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final int BACKLOG = 256;
    private static final int CONNECT_MILLIS = 2_000;

    private final Environment environment;
    private final ServerSocket server;
    private final EndpointChoice endpoints = new EndpointChoice();

    TcpListener(Environment environment, InetSocketAddress address) throws IOException {
        this.environment = environment;
        this.server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            if (server.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                // a pod that shares the machine's network may listen on the same port of all addresses
                server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        environment.start("proxy-tcp-" + address.getPort(), this::acceptLoop);
    }

    @Override
    public EndpointChoice endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Listener did not close cleanly", e);
        }
    }

    private void acceptLoop() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                environment.start("proxy-connection", () -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.debug("Accept failed", e);
                }
            }
        }
    }

    private void serve(Socket client) throws InterruptedException {
        try (client) {
            Socket endpoint = connect(client.getInetAddress().getHostAddress());
            if (endpoint == null) {
                client.setSoLinger(true, 0); // a refused connection, as far as the client can tell
                return;
            }
            try (endpoint) {
                client.setTcpNoDelay(true);
                endpoint.setTcpNoDelay(true);
                Environment.Task back = environment.start("proxy-connection-back", () -> pump(endpoint, client));
                pump(client, endpoint);
                back.join();
            }
        } catch (IOException e) {
            LOG.debug("Connection ended", e);
        }
    }

    private @org.jspecify.annotations.Nullable Socket connect(String client) {
        for (Endpoint endpoint : endpoints.inOrderFor(client)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                LOG.debug("Endpoint did not answer: endpoint={}", endpoint, e);
                closeQuietly(socket);
            }
        }
        return null;
    }

    /** Copies until the end of {@code from}, then tells {@code to} that no more will come: each direction ends by itself. */
    private static void pump(Socket from, Socket to) {
        try {
            InputStream input = from.getInputStream();
            input.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.trace("Socket did not close cleanly", e);
        }
    }
}
