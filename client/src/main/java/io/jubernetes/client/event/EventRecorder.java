package io.jubernetes.client.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what happened to objects as core/v1 Events. Asynchronous: callers never wait and never fail; when too many events wait,
 * new ones are dropped and counted. The same event again counts up instead of being another one.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int WAITING = 1000;

    private final BlockingQueue<Happening> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Environment environment;
    private final EventWriter writer;
    private final Environment.Task task;

    /**
     * Begins to record.
     *
     * @param component for instance {@code kubelet}
     * @param host the node, empty for components that belong to none
     */
    public EventRecorder(Environment environment, ApiClient client, String component, String host) {
        this.environment = environment;
        this.writer = new EventWriter(environment, client, component, host);
        this.task = environment.start("events-" + component, this::drain);
    }

    public void normal(HasMetadata about, String reason, String message) {
        record(referenceTo(about, null), "Normal", reason, message);
    }

    public void warning(HasMetadata about, String reason, String message) {
        record(referenceTo(about, null), "Warning", reason, message);
    }

    /** Records about a part of an object, for instance {@code spec.containers{web}}. */
    public void normal(HasMetadata about, String fieldPath, String reason, String message) {
        record(referenceTo(about, fieldPath), "Normal", reason, message);
    }

    public void warning(HasMetadata about, String fieldPath, String reason, String message) {
        record(referenceTo(about, fieldPath), "Warning", reason, message);
    }

    /** How many events were dropped because too many waited. */
    public long dropped() {
        return dropped.get();
    }

    /** Stops recording; events that wait are lost. */
    @Override
    public void close() {
        task.interrupt();
    }

    private void record(ObjectReference about, String type, String reason, String message) {
        if (!waiting.offer(new Happening(about, type, reason, message, environment.now()))) {
            dropped.incrementAndGet();
        }
    }

    private void drain() throws InterruptedException {
        while (true) {
            Happening happening = waiting.take();
            try {
                writer.write(happening);
            } catch (RuntimeException e) {
                LOG.warn("Event could not be recorded: reason={} object={}", happening.reason(), happening.about(), e);
            }
        }
    }

    private static ObjectReference referenceTo(HasMetadata about, @Nullable String fieldPath) {
        return new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .withResourceVersion(about.getMetadata().getResourceVersion())
                .withFieldPath(fieldPath)
                .build();
    }
}
