package io.jubernetes.kubelet.runtime.cri;

import io.grpc.StatusRuntimeException;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.ContainerEventResponse;
import io.jubernetes.cri.v1.GetEventsRequest;
import io.jubernetes.cri.v1.ImageServiceGrpc;
import io.jubernetes.cri.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import io.jubernetes.cri.v1.RuntimeServiceGrpc;
import io.jubernetes.cri.v1.RuntimeServiceGrpc.RuntimeServiceBlockingStub;
import io.jubernetes.cri.v1.VersionRequest;
import io.jubernetes.cri.v1.VersionResponse;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.transport.grpc.LocalChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The way to the daemon. While it is away, for instance because it is started again, requests wait for it for some seconds and
 * then fail; nothing that it may have begun is ever sent twice.
 */
final class CriConnection implements AutoCloseable {

    /** As long as the daemon may take over something that it has at hand. */
    private static final Duration QUESTION = Duration.ofSeconds(30);
    /** Upstream's limit for what changes something. */
    private static final Duration CHANGE = Duration.ofMinutes(4);

    private static final Duration ABSENCE = Duration.ofSeconds(8);
    private static final Duration GLANCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Path socket;
    private final String endpoint;
    private final LocalChannel local;
    private final Environment environment;

    CriConnection(Path socket, Environment environment) {
        this.socket = socket;
        this.endpoint = "unix://" + socket;
        this.local = LocalChannel.open(socket, environment);
        this.environment = environment;
    }

    Path socket() {
        return socket;
    }

    String endpoint() {
        return endpoint;
    }

    /** Who is there, waiting for it as long as {@code patience}. */
    VersionResponse version(Duration patience) {
        try {
            local.isReady(); // hurries
            return RuntimeServiceGrpc.newBlockingStub(local.channel())
                    .withWaitForReady()
                    .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .version(VersionRequest.newBuilder().setVersion("0.1.0").build());
        } catch (StatusRuntimeException e) {
            throw switch (e.getStatus().getCode()) {
                case UNIMPLEMENTED ->
                    new RuntimeFailure(Kind.FAILED, endpoint + " does not speak the Container Runtime Interface v1", e);
                case DEADLINE_EXCEEDED, UNAVAILABLE ->
                    new RuntimeFailure(Kind.FAILED, endpoint + ": nobody answers", e);
                default -> CriErrors.translate(e, endpoint);
            };
        }
    }

    /** Asks for what changes nothing. Ends early, with a failure, when the thread is interrupted. */
    <T> T ask(Function<RuntimeServiceBlockingStub, T> request) {
        return call(RuntimeServiceGrpc.newBlockingStub(ready()), QUESTION, request);
    }

    /** A question that is not worth waiting for. */
    <T> T glance(Function<RuntimeServiceBlockingStub, T> request) {
        local.isReady(); // hurries
        return call(RuntimeServiceGrpc.newBlockingStub(local.channel()), GLANCE, request);
    }

    <T> T askImages(Function<ImageServiceBlockingStub, T> request) {
        return call(ImageServiceGrpc.newBlockingStub(ready()), QUESTION, request);
    }

    <T> T change(Function<RuntimeServiceBlockingStub, T> request) throws InterruptedException {
        return change(CHANGE, request);
    }

    /** Asks for a change that may take so long. */
    <T> T change(Duration limit, Function<RuntimeServiceBlockingStub, T> request) throws InterruptedException {
        return interruptible(() -> call(RuntimeServiceGrpc.newBlockingStub(ready()), limit, request));
    }

    <T> T changeImages(Duration limit, Function<ImageServiceBlockingStub, T> request) throws InterruptedException {
        return interruptible(() -> call(ImageServiceGrpc.newBlockingStub(ready()), limit, request));
    }

    /** What happens from now on; waits in {@code next}, which throws {@link StatusRuntimeException} at the end. */
    Iterator<ContainerEventResponse> events() {
        return RuntimeServiceGrpc.newBlockingStub(ready()).getContainerEvents(GetEventsRequest.getDefaultInstance());
    }

    private io.grpc.Channel ready() {
        if (!local.isReady()) {
            version(ABSENCE);
        }
        return local.channel();
    }

    private <S extends io.grpc.stub.AbstractStub<S>, T> T call(S stub, Duration limit, Function<S, T> request) {
        long patience = environment.nanoTime() + Math.min(limit.toNanos(), ABSENCE.toNanos());
        while (true) {
            try {
                return request.apply(stub.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS));
            } catch (StatusRuntimeException e) {
                if (!CriErrors.isStarting(e.getStatus()) || environment.nanoTime() - patience >= 0 || !paused()) {
                    throw CriErrors.translate(e, endpoint);
                }
            }
        }
    }

    /** @return false when the thread was interrupted, which it stays */
    private boolean paused() {
        try {
            environment.sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** gRPC answers an interruption with a failure and leaves the mark on the thread. */
    private static <T> T interruptible(java.util.function.Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (RuntimeFailure e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the runtime worked");
            }
            throw e;
        }
    }

    @Override
    public void close() {
        local.close();
    }
}
