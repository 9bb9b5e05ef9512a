package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Libc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Connects to a loopback port in a pod's network: a thread of its own enters the network, for sockets stay where they were made. */
public final class PortConnector {

    private final Environment environment;

    public PortConnector(Environment environment) {
        this.environment = environment;
    }

    public Connection connect(Optional<Path> namespace, int port) throws IOException, InterruptedException {
        CompletableFuture<SocketChannel> made = new CompletableFuture<>();
        environment.startNative("port-forward-connect", () -> {
            try {
                if (namespace.isPresent()) {
                    Libc.enterNetwork(namespace.get());
                }
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
                channel.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
                made.complete(channel);
            } catch (IOException | RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        try {
            return new SocketConnection(made.get().socket());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String text = cause == null ? e.toString() : String.valueOf(cause.getMessage());
            throw new IOException("dial tcp4 127.0.0.1:" + port + ": " + text, e);
        }
    }

    private record SocketConnection(Socket socket) implements Connection {
        @Override
        public InputStream input() {
            try {
                return socket.getInputStream();
            } catch (IOException e) {
                return InputStream.nullInputStream();
            }
        }

        @Override
        public OutputStream output() {
            try {
                return socket.getOutputStream();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
