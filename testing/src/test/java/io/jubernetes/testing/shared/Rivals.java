package io.jubernetes.testing.shared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.DynamicClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writers of few objects who get into each other's way, some at each server. What was acknowledged is remembered by its version. */
final class Rivals {

    private static final String NAMESPACE = "default";
    private static final int OBJECTS = 6;

    private final ConcurrentSkipListMap<Long, String> acknowledged = new ConcurrentSkipListMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> surprise = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    void start(DynamicClient configMaps, SplittableRandom random, int writes) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < writes; i++) {
                    write(configMaps, random, "object" + random.nextInt(OBJECTS), "v" + random.nextInt());
                }
            } catch (Throwable e) {
                surprise.compareAndSet(null, e);
            }
        }));
    }

    private void write(DynamicClient configMaps, SplittableRandom random, String name, String value) {
        try {
            ObjectNode current = configMaps.find(NAMESPACE, name).orElse(null);
            if (current == null) {
                note(configMaps.create(configMap(name, value)), value);
            } else if (random.nextInt(4) == 0) {
                configMaps.delete(NAMESPACE, name, DeleteOptions.DEFAULT);
            } else {
                current.withObjectProperty("data").put("value", value);
                note(configMaps.update(current), value);
            }
        } catch (ApiException e) {
            if (e.is(StatusReason.Timeout)) {
                silences.incrementAndGet();
            } else if (e.is(StatusReason.Conflict) || e.is(StatusReason.AlreadyExists) || e.is(StatusReason.NotFound)) {
                refusals.incrementAndGet();
            } else {
                throw e;
            }
        }
    }

    private void note(ObjectNode written, String value) {
        long version = written.path("metadata").path("resourceVersion").asLong();
        String before = acknowledged.put(version, value);
        if (before != null) {
            throw new AssertionError("version " + version + " was given twice");
        }
    }

    static ObjectNode configMap(String name, String value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", NAMESPACE);
        object.putObject("data").put("value", value);
        return object;
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable broken = surprise.get();
        if (broken != null) {
            throw new AssertionError("a writer was surprised", broken);
        }
    }

    /** The value that each version was acknowledged with. */
    Map<Long, String> acknowledged() {
        return acknowledged;
    }

    int refusals() {
        return refusals.get();
    }

    /** Writes of which nobody knows whether they took place. */
    int silences() {
        return silences.get();
    }
}
