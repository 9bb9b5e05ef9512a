package io.jubernetes.kvstore.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A network between a store and its etcd that can be cut. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final InetSocketAddress target;
    private final List<Socket> open = new ArrayList<>();
    private boolean cut;

    TcpProxy(URI target) {
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = new InetSocketAddress(target.getHost(), target.getPort());
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                // the other side hangs up and comes again, or the test is over
            }
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        open.add(client);
        if (cut) {
            client.close();
            return;
        }
        Socket server = new Socket(target.getAddress(), target.getPort());
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut: both ends are closed
        }
    }

    synchronized void cut() {
        cut = true;
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.clear();
    }

    synchronized void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
