package io.jubernetes.bench.scale;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server's own metrics say of how long requests took, by verb, as upstream's objectives are measured. */
final class Latencies {

    private static final Pattern BUCKET = Pattern.compile("apiserver_request_duration_seconds_bucket\\{(.*)} (\\S+)");
    private static final Pattern VERB = Pattern.compile("verb=\"([A-Z]+)\"");
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

    private final Map<String, TreeMap<Double, Double>> counts = new TreeMap<>();

    /** @param metrics in Prometheus' format */
    Latencies(String metrics) {
        metrics.lines().forEach(this::read);
        counts.keySet().removeIf(verb -> verb.equals("WATCH") || verb.equals("CONNECT"));
    }

    private void read(String line) {
        Matcher bucket = BUCKET.matcher(line);
        if (!bucket.matches()) {
            return;
        }
        Matcher verb = VERB.matcher(bucket.group(1));
        Matcher bound = BOUND.matcher(bucket.group(1));
        if (verb.find() && bound.find()) {
            double upTo = bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
            counts.computeIfAbsent(verb.group(1), v -> new TreeMap<>())
                    .merge(upTo, Double.parseDouble(bucket.group(2)), Double::sum);
        }
    }

    Iterable<String> verbs() {
        return counts.keySet();
    }

    double count(String verb) {
        return counts.getOrDefault(verb, new TreeMap<>()).getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }

    /** The upper bound of the bucket in which the 99th of a hundred requests lies, in seconds. */
    double p99(String verb) {
        double rank = 0.99 * count(verb);
        return counts.getOrDefault(verb, new TreeMap<>()).entrySet().stream()
                .filter(bucket -> bucket.getValue() >= rank)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
