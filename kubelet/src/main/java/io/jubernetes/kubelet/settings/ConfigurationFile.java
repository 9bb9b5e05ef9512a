package io.jubernetes.kubelet.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.quantity.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a {@code KubeletConfiguration} of {@code kubelet.config.k8s.io/v1beta1} says.
 *
 * @param numbers of the fields {@code maxPods}, {@code containerLogMaxFiles} and {@code podPidsLimit}, those that are there
 * @param logFileBytes {@code containerLogMaxSize}
 * @param ignored fields that this agent has no use for
 */
public record ConfigurationFile(
        NodePolicy policy, Map<String, Integer> numbers, Optional<Long> logFileBytes, Set<String> ignored) {

    private static final String API_VERSION = "kubelet.config.k8s.io/v1beta1";
    private static final String KIND = "KubeletConfiguration";
    private static final List<String> NUMBERS = List.of("maxPods", "containerLogMaxFiles", "podPidsLimit");
    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "maxPods",
            "containerLogMaxFiles",
            "podPidsLimit",
            "containerLogMaxSize",
            "kubeReserved",
            "systemReserved",
            "evictionHard",
            "evictionSoft",
            "evictionSoftGracePeriod",
            "evictionMinimumReclaim",
            "evictionPressureTransitionPeriod",
            "evictionMaxPodGracePeriod",
            "shutdownGracePeriod",
            "shutdownGracePeriodCriticalPods",
            "shutdownGracePeriodByPodPriority",
            "enableSystemLogHandler");

    /**
     * Reads YAML or JSON.
     *
     * @throws IllegalArgumentException with the field and what is wrong with it
     */
    public static ConfigurationFile read(String text) {
        ObjectNode all = Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object();
        if (!API_VERSION.equals(all.path("apiVersion").asText())
                || !KIND.equals(all.path("kind").asText())) {
            throw new IllegalArgumentException("apiVersion, kind: expected " + API_VERSION + ", " + KIND);
        }
        Set<String> ignored = new TreeSet<>();
        all.fieldNames().forEachRemaining(ignored::add);
        ignored.removeAll(KNOWN);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        NUMBERS.stream()
                .filter(name -> all.has(name) && !isUnlimited(all, name))
                .forEach(name -> numbers.put(name, positive(all, name)));
        Optional<Long> logs = all.has("containerLogMaxSize")
                ? Optional.of(value("containerLogMaxSize", all.path("containerLogMaxSize"), Quantity::parse)
                        .value())
                : Optional.empty();
        NodePolicy policy = new NodePolicy(
                reserved(all),
                eviction(all),
                shutdown(all),
                all.path("enableSystemLogHandler").asBoolean(true));
        return new ConfigurationFile(policy, numbers, logs, ignored);
    }

    private static boolean isUnlimited(ObjectNode all, String name) {
        return name.equals("podPidsLimit") && all.path(name).asInt() == -1;
    }

    private static int positive(ObjectNode all, String name) {
        int number = all.path(name).asInt(0);
        if (number < 1) {
            throw new IllegalArgumentException(name + ": " + all.path(name) + " (expected: a positive number)");
        }
        return number;
    }

    private static Map<String, Quantity> reserved(ObjectNode all) {
        Map<String, Quantity> sum = new LinkedHashMap<>();
        for (String field : List.of("kubeReserved", "systemReserved")) {
            texts(all, field)
                    .forEach((name, text) ->
                            sum.merge(name, value(field + "." + name, text, Quantity::parse), Quantity::add));
        }
        return sum;
    }

    private static EvictionPolicy eviction(ObjectNode all) {
        List<Threshold> thresholds = new ArrayList<>();
        if (all.has("evictionHard")) {
            thresholds.addAll(thresholds(all, "evictionHard", Map.of()));
        } else {
            thresholds.addAll(EvictionPolicy.DEFAULT.thresholds());
        }
        thresholds.addAll(thresholds(all, "evictionSoft", texts(all, "evictionSoftGracePeriod")));
        Duration transition = duration(all, "evictionPressureTransitionPeriod", EvictionPolicy.DEFAULT.transition());
        return new EvictionPolicy(
                thresholds,
                transition,
                Duration.ofSeconds(all.path("evictionMaxPodGracePeriod").asLong(0)));
    }

    private static List<Threshold> thresholds(ObjectNode all, String field, Map<String, String> graces) {
        Map<String, String> reclaims = texts(all, "evictionMinimumReclaim");
        List<Threshold> thresholds = new ArrayList<>();
        texts(all, field).forEach((name, amount) -> {
            String path = field + "." + name;
            Signal signal = Signal.of(name)
                    .orElseThrow(() -> new IllegalArgumentException(path + ": unknown eviction signal " + name));
            Duration grace = Duration.ZERO;
            if (field.equals("evictionSoft")) {
                String given = graces.get(name);
                if (given == null) {
                    throw new IllegalArgumentException("evictionSoftGracePeriod: grace period missing for the soft"
                            + " eviction threshold " + name);
                }
                grace = value("evictionSoftGracePeriod." + name, given, GoDuration::parse);
            }
            Duration wait = grace;
            thresholds.add(
                    value(path, amount, text -> new Threshold(signal, text, wait, reclaims.getOrDefault(name, ""))));
        });
        return thresholds;
    }

    private static ShutdownPolicy shutdown(ObjectNode all) {
        Duration whole = duration(all, "shutdownGracePeriod", Duration.ZERO);
        Duration critical = duration(all, "shutdownGracePeriodCriticalPods", Duration.ZERO);
        if (critical.compareTo(whole) > 0) {
            throw new IllegalArgumentException("shutdownGracePeriodCriticalPods: more than shutdownGracePeriod");
        }
        List<ShutdownPolicy.Period> periods = new ArrayList<>();
        for (JsonNode each : all.path("shutdownGracePeriodByPodPriority")) {
            periods.add(new ShutdownPolicy.Period(
                    each.path("priority").asInt(),
                    Duration.ofSeconds(each.path("shutdownGracePeriodSeconds").asLong())));
        }
        if (!periods.isEmpty() && !whole.isZero()) {
            throw new IllegalArgumentException(
                    "shutdownGracePeriodByPodPriority: cannot be used together with shutdownGracePeriod");
        }
        return periods.isEmpty() ? ShutdownPolicy.of(whole, critical) : new ShutdownPolicy(periods);
    }

    private static Duration duration(ObjectNode all, String name, Duration otherwise) {
        return all.has(name) ? value(name, all.path(name).asText(), GoDuration::parse) : otherwise;
    }

    private static Map<String, String> texts(ObjectNode all, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        all.path(name)
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static <T> T value(String field, JsonNode node, Function<String, T> parse) {
        return value(field, node.asText(), parse);
    }

    private static <T> T value(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(field + ": \"" + text + "\": " + e.getMessage(), e);
        }
    }
}
