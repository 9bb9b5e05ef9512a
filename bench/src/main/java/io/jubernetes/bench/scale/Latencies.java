package io.jubernetes.bench.scale;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server's own metrics say of how long requests took, by verb and resource, as upstream's objectives are measured. */
final class Latencies {

    private static final Pattern BUCKET = Pattern.compile("apiserver_request_duration_seconds_bucket\\{(.*)} (\\S+)");
    private static final Pattern VERB = Pattern.compile("verb=\"([A-Z]+)\"");
    private static final Pattern RESOURCE = Pattern.compile("[{,]resource=\"([^\"]*)\"");
    private static final Pattern SUBRESOURCE = Pattern.compile("subresource=\"([^\"]*)\"");
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

    private final Map<String, TreeMap<Double, Double>> byVerb = new TreeMap<>();
    private final Map<String, TreeMap<Double, Double>> byResource = new TreeMap<>();

    /** @param metrics in Prometheus' format */
    Latencies(String metrics) {
        metrics.lines().forEach(this::read);
    }

    /** What came after {@code before}. */
    Latencies since(Latencies before) {
        Latencies later = new Latencies("");
        subtract(byVerb, before.byVerb, later.byVerb);
        subtract(byResource, before.byResource, later.byResource);
        return later;
    }

    private static void subtract(
            Map<String, TreeMap<Double, Double>> all,
            Map<String, TreeMap<Double, Double>> before,
            Map<String, TreeMap<Double, Double>> into) {
        all.forEach((name, buckets) -> {
            TreeMap<Double, Double> old = before.getOrDefault(name, new TreeMap<>());
            TreeMap<Double, Double> rest = new TreeMap<>();
            buckets.forEach((bound, count) -> rest.put(bound, count - old.getOrDefault(bound, 0.0)));
            if (rest.getOrDefault(Double.POSITIVE_INFINITY, 0.0) > 0) {
                into.put(name, rest);
            }
        });
    }

    private void read(String line) {
        Matcher bucket = BUCKET.matcher(line);
        if (!bucket.matches()) {
            return;
        }
        Matcher verb = VERB.matcher(bucket.group(1));
        Matcher bound = BOUND.matcher(bucket.group(1));
        if (verb.find()
                && bound.find()
                && !verb.group(1).equals("WATCH")
                && !verb.group(1).equals("CONNECT")) {
            double upTo = bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
            double count = Double.parseDouble(bucket.group(2));
            String resource = verb.group(1) + " " + first(RESOURCE, bucket.group(1));
            String subresource = first(SUBRESOURCE, bucket.group(1));
            add(byVerb, verb.group(1), upTo, count);
            add(byResource, subresource.isEmpty() ? resource : resource + "/" + subresource, upTo, count);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static void add(Map<String, TreeMap<Double, Double>> counts, String name, double upTo, double count) {
        counts.computeIfAbsent(name, v -> new TreeMap<>()).merge(upTo, count, Double::sum);
    }

    Iterable<String> verbs() {
        return byVerb.keySet();
    }

    double count(String verb) {
        return count(byVerb.getOrDefault(verb, new TreeMap<>()));
    }

    private static double count(TreeMap<Double, Double> buckets) {
        return buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }

    /** The kinds of requests that took longest, in words; rare ones are left out. */
    List<String> slowest(int limit) {
        return byResource.entrySet().stream()
                .filter(entry -> count(entry.getValue()) >= 100)
                .sorted(Comparator.comparingDouble(
                                (Map.Entry<String, TreeMap<Double, Double>> entry) -> p99(entry.getValue()))
                        .reversed())
                .limit(limit)
                .map(entry -> "%-45s p50 %6.3f s  p99 %6.3f s  of %.0f"
                        .formatted(
                                entry.getKey(),
                                quantile(entry.getValue(), 0.5),
                                p99(entry.getValue()),
                                count(entry.getValue())))
                .toList();
    }

    /** The upper bound of the bucket in which the 99th of a hundred requests lies, in seconds. */
    double p99(String verb) {
        return p99(byVerb.getOrDefault(verb, new TreeMap<>()));
    }

    private static double p99(TreeMap<Double, Double> buckets) {
        return quantile(buckets, 0.99);
    }

    private static double quantile(TreeMap<Double, Double> buckets, double share) {
        double rank = share * count(buckets);
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= rank)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
