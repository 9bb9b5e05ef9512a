package io.jubernetes.bench.kvstore;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** An etcd of our own, with one member. */
final class EtcdServer implements AutoCloseable {

    private final Path directory;
    private final Process process;
    private final ManagedChannel channel;

    EtcdServer(Path directory, String program, Environment environment) throws IOException, InterruptedException {
        this.directory = directory;
        int port = freePort();
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + freePort();
        this.process = new ProcessBuilder(
                        program,
                        "--data-dir=" + directory,
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer,
                        "--quota-backend-bytes=8589934592",
                        "--logger=zap",
                        "--log-level=error")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(256 << 20)
                .build();
        awaitReady(environment);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Environment environment) throws InterruptedException {
        for (int attempt = 0; attempt < 6000; attempt++) {
            if (answers()) {
                return;
            }
            environment.sleep(Duration.ofMillis(10));
        }
        throw new IllegalStateException("etcd does not come up");
    }

    private boolean answers() {
        try {
            KVGrpc.newBlockingStub(channel)
                    .range(RangeRequest.newBuilder()
                            .setKey(com.google.protobuf.ByteString.copyFromUtf8("a"))
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            channel.resetConnectBackoff();
            return false;
        }
    }

    ManagedChannel channel() {
        return channel;
    }

    Path directory() {
        return directory;
    }

    /** Ends it without warning. */
    void kill() {
        channel.shutdownNow();
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        process.destroy();
        process.onExit().join();
    }
}
