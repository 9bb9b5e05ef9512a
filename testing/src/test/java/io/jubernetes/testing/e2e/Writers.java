package io.jubernetes.testing.e2e;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.WatchEvent;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Clients that write as fast as they can until the server dies, and one that watches them. They remember what the server told
 * them: each acknowledged object with its version, and each event in the order of its coming.
 */
final class Writers {

    private static final String NAMESPACE = "default";
    private static final String COUNTER = "counter";

    /** Name and version of an object that the watcher was told of. */
    record Seen(String name, long version) {}

    private final DynamicClient configMaps;
    private final int round;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final List<Long> counted = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> surprises = new CopyOnWriteArrayList<>();
    private volatile boolean serverDies;

    Writers(DynamicClient configMaps, int round) {
        this.configMaps = configMaps;
        this.round = round;
    }

    /** @param since the version from which on the watcher watches */
    void start(int creators, String since) {
        threads.add(Thread.ofVirtual().start(() -> untilTheServerDies(() -> watch(since))));
        threads.add(Thread.ofVirtual().start(() -> untilTheServerDies(this::count)));
        for (int i = 0; i < creators; i++) {
            String prefix = "round" + round + "-writer" + i + "-";
            threads.add(Thread.ofVirtual().start(() -> untilTheServerDies(() -> create(prefix))));
        }
    }

    /** From now on an error is what the death of the server looks like. */
    void serverDies() {
        serverDies = true;
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The versions that the server answered with, by the name of the created object. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** The versions that the server answered updates of one object with, in their order. */
    List<Long> counted() {
        return counted;
    }

    List<Seen> seen() {
        return seen;
    }

    /** Errors while the server should have been well. */
    List<RuntimeException> surprises() {
        return surprises;
    }

    static long version(ObjectNode object) {
        return Long.parseLong(object.path("metadata").path("resourceVersion").asText());
    }

    static ObjectNode configMap(String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", NAMESPACE);
        object.putObject("data").put("count", "0");
        return object;
    }

    private void create(String prefix) {
        for (int number = 0; !serverDies; number++) {
            ObjectNode created = configMaps.create(configMap(prefix + number));
            acknowledged.put(prefix + number, version(created));
        }
    }

    private void count() {
        ObjectNode counter = configMaps.find(NAMESPACE, COUNTER).orElseGet(() -> configMaps.create(configMap(COUNTER)));
        while (!serverDies) {
            ObjectNode data = counter.withObjectProperty("data");
            data.put("count", Long.toString(data.path("count").asLong() + 1));
            counter = configMaps.update(counter);
            counted.add(version(counter));
        }
    }

    private void watch(String since) throws InterruptedException {
        configMaps.watch(ListOptions.in(NAMESPACE).resourceVersion(since), event -> {
            switch (event) {
                case WatchEvent.Added<ObjectNode>(ObjectNode object) -> see(object);
                case WatchEvent.Modified<ObjectNode>(ObjectNode object) -> see(object);
                case WatchEvent.Deleted<ObjectNode>(ObjectNode object) -> see(object);
                case WatchEvent.Bookmark<ObjectNode> bookmark -> {
                    // not asked for
                }
            }
            return true;
        });
    }

    private void see(ObjectNode object) {
        seen.add(new Seen(object.path("metadata").path("name").asText(), version(object)));
    }

    /** What a client does as long as its server lives. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void untilTheServerDies(Work work) {
        try {
            work.run();
        } catch (UncheckedIOException | ApiException e) {
            if (!serverDies) {
                surprises.add(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
