package io.jubernetes.proxy.userspace;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.proxy.service.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes datagrams on. A client keeps its endpoint, and a socket of its own, until it was silent for a while. */
final class UdpListener implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
    private static final int LARGEST = 65_535;
    private static final int MOST_CLIENTS = 1_024;
    private static final int SILENCE_MILLIS = 30_000;

    private final Environment environment;
    private final DatagramSocket server;
    private final EndpointChoice endpoints = new EndpointChoice();
    private final Map<SocketAddress, DatagramSocket> clients = new ConcurrentHashMap<>();

    UdpListener(Environment environment, InetSocketAddress address) throws IOException {
        this.environment = environment;
        this.server = new DatagramSocket(address);
        environment.start("proxy-udp-" + address.getPort(), this::receiveLoop);
    }

    @Override
    public EndpointChoice endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        server.close();
        clients.values().forEach(DatagramSocket::close);
    }

    private void receiveLoop() {
        byte[] buffer = new byte[LARGEST];
        while (!server.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                server.receive(packet);
                DatagramSocket upstream = upstream(packet.getSocketAddress());
                if (upstream != null) {
                    upstream.send(new DatagramPacket(buffer, packet.getLength(), upstream.getRemoteSocketAddress()));
                }
            } catch (IOException e) {
                LOG.debug("Datagram lost", e);
            }
        }
    }

    private @Nullable DatagramSocket upstream(SocketAddress client) throws IOException {
        DatagramSocket known = clients.get(client);
        if (known != null && !known.isClosed()) {
            return known;
        }
        List<Endpoint> order = endpoints.inOrderFor(client.toString());
        if (order.isEmpty() || clients.size() >= MOST_CLIENTS) {
            return null;
        }
        DatagramSocket fresh = new DatagramSocket();
        fresh.connect(new InetSocketAddress(
                order.getFirst().address(), order.getFirst().port()));
        fresh.setSoTimeout(SILENCE_MILLIS);
        clients.put(client, fresh);
        environment.start("proxy-udp-client", () -> answer(fresh, client));
        return fresh;
    }

    private void answer(DatagramSocket upstream, SocketAddress client) {
        byte[] buffer = new byte[LARGEST];
        try (upstream) {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                upstream.receive(packet);
                server.send(new DatagramPacket(buffer, packet.getLength(), client));
            }
        } catch (SocketTimeoutException e) {
            LOG.trace("Client silent", e);
        } catch (IOException e) {
            LOG.debug("Client's socket ended", e);
        } finally {
            clients.remove(client, upstream);
        }
    }
}
