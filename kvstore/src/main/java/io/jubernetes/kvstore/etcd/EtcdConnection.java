package io.jubernetes.kvstore.etcd;

import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KVGrpc.KVBlockingStub;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to all endpoints. A request waits for a member that can be reached and has one time limit for everything.
 * What changes nothing is asked again when a connection breaks; what does is sent once.
 */
final class EtcdConnection implements AutoCloseable {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final EtcdStoreConfig config;
    private final Pause pause;
    private final ManagedChannel channel;
    private final EtcdErrors errors;
    private final @Nullable TokenCredentials token;
    private volatile boolean closed;

    EtcdConnection(EtcdStoreConfig config, Executor tasks, Pause pause) throws IOException {
        this.config = config;
        this.pause = pause;
        this.errors = new EtcdErrors(config);
        this.channel = Grpc.newChannelBuilder(EndpointResolverProvider.target(config.endpoints()), credentials(config))
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEP_ALIVE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .executor(tasks)
                .offloadExecutor(tasks)
                .build();
        EtcdStoreConfig.Login login = config.login();
        this.token =
                login == null ? null : new TokenCredentials(login, AuthGrpc.newFutureStub(channel), config.timeout());
    }

    private static ChannelCredentials credentials(EtcdStoreConfig config) throws IOException {
        if (!config.secure()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        EtcdStoreConfig.Tls tls = config.tls();
        if (tls != null && tls.ca() != null) {
            builder.trustManager(tls.ca().toFile());
        }
        if (tls != null && tls.certificate() != null && tls.key() != null) {
            builder.keyManager(tls.certificate().toFile(), tls.key().toFile());
        }
        return builder.build();
    }

    /** Asks something that changes nothing. */
    <T> T read(Function<KVBlockingStub, T> request) {
        return ask(request, true);
    }

    /** Asks for a change. */
    <T> T write(Function<KVBlockingStub, T> request) {
        return ask(request, false);
    }

    private <T> T ask(Function<KVBlockingStub, T> request, boolean again) {
        Deadline deadline = Deadline.after(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
        while (true) {
            hurry();
            try {
                return request.apply(KVGrpc.newBlockingStub(authorized())
                        .withDeadline(deadline)
                        .withWaitForReady());
            } catch (StatusRuntimeException e) {
                if (closed || !canRepeat(e, again) || deadline.isExpired()) {
                    throw errors.translate(e, !again);
                }
                rest();
            }
        }
    }

    private boolean canRepeat(StatusRuntimeException e, boolean again) {
        if (token != null && EtcdErrors.isStaleToken(e.getStatus())) {
            token.forget();
            return true;
        }
        return again && EtcdErrors.isPassing(e.getStatus());
    }

    private void rest() {
        try {
            pause.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new io.jubernetes.kvstore.StoreUnavailableException("etcd: interrupted while waiting for it", e);
        }
    }

    /** Opens a watch stream; it waits for a member that can be reached. */
    BlockingClientCall<WatchRequest, WatchResponse> watch() {
        hurry();
        return ClientCalls.blockingBidiStreamingCall(
                authorized(), WatchGrpc.getWatchMethod(), CallOptions.DEFAULT.withWaitForReady());
    }

    /** After failures gRPC waits ever longer until it connects again; whoever asks now does not want that. */
    private void hurry() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }

    private Channel authorized() {
        return token == null ? channel : io.grpc.ClientInterceptors.intercept(channel, token.interceptor());
    }

    EtcdErrors errors() {
        return errors;
    }

    /** A token may have become stale: the next request asks for another. */
    void forgetToken() {
        if (token != null) {
            token.forget();
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        channel.shutdownNow();
    }
}
