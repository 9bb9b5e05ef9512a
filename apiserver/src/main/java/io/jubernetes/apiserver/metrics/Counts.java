package io.jubernetes.apiserver.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often something happens, by labels. Whoever counts sees to it that there are few labels. */
final class Counts {

    private final String name;
    private final String help;
    private final Map<List<String>, LongAdder> series = new ConcurrentHashMap<>();

    Counts(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /** @param labels names and values in turn */
    void add(String... labels) {
        series.computeIfAbsent(List.of(labels), l -> new LongAdder()).increment();
    }

    void write(MetricText text) {
        text.family(name, "counter", help);
        series.forEach((labels, count) -> text.sample(count.sum(), labels.toArray(String[]::new)));
    }
}
