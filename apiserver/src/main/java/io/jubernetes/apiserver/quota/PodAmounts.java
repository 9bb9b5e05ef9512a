package io.jubernetes.apiserver.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a pod takes, in the names of quotas. */
final class PodAmounts {

    private static final String REQUESTS = "requests.";
    private static final List<String> NATIVE = List.of("cpu", "memory", "ephemeral-storage");
    /** If one of these has a quota, each container has to say how much it takes. */
    private static final List<String> DEMANDED =
            List.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

    private PodAmounts() {}

    /** What a pod that has not ended takes; nothing when it has. */
    static Amounts of(ObjectNode pod, Instant now) {
        return isOver(pod, now) ? Amounts.NONE : named(total(pod, "requests"), total(pod, "limits"));
    }

    private static boolean isOver(ObjectNode pod, Instant now) {
        String phase = Trees.text(pod, "status.phase");
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return true;
        }
        JsonNode grace = Trees.at(pod, "metadata.deletionGracePeriodSeconds");
        String deleted = Trees.text(pod, "metadata.deletionTimestamp");
        // whose node is lost does not stand in the way of others
        return !deleted.isEmpty()
                && !Trees.isAbsent(grace)
                && now.isAfter(Instant.parse(deleted).plus(Duration.ofSeconds(grace.asLong())));
    }

    private static Amounts total(ObjectNode pod, String part) {
        JsonNode spec = pod.path("spec");
        Amounts running = Amounts.NONE;
        for (JsonNode container : spec.path("containers")) {
            running = running.plus(amounts(container, part));
        }
        Amounts beside = Amounts.NONE;
        Amounts starting = Amounts.NONE;
        for (JsonNode container : spec.path("initContainers")) {
            Amounts own = amounts(container, part);
            if (container.path("restartPolicy").asText().equals("Always")) {
                running = running.plus(own);
                beside = beside.plus(own);
                starting = starting.most(beside);
            } else {
                starting = starting.most(beside.plus(own));
            }
        }
        Amounts all = running.most(starting).overriddenBy(amounts(spec, part));
        Amounts overhead = Amounts.of(spec.path("overhead"));
        return all.plus(part.equals("requests") ? overhead : overhead.only(all.names()));
    }

    private static Amounts amounts(JsonNode owner, String part) {
        return Amounts.of(owner.path("resources").path(part));
    }

    private static Amounts named(Amounts requests, Amounts limits) {
        Map<String, Quantity> all = new TreeMap<>();
        all.put("pods", Quantity.of(1));
        for (String name : requests.names()) {
            if (NATIVE.contains(name) || name.startsWith("hugepages-")) {
                all.put(name, requests.get(name));
            }
            all.put(REQUESTS + name, requests.get(name));
        }
        for (String name : limits.names()) {
            if (NATIVE.contains(name)) {
                all.put("limits." + name, limits.get(name));
            }
        }
        return Amounts.of(all);
    }

    /** Whether a quota's name is one that pods are held to. */
    static boolean isOfPods(String name) {
        return name.equals("pods")
                || NATIVE.contains(name)
                || name.startsWith("limits.")
                || name.startsWith(REQUESTS) && !name.equals("requests.storage")
                || name.startsWith("hugepages-");
    }

    /** What containers leave open that a quota wants to know; empty when it is all said. */
    static String unsaid(ObjectNode pod, Iterable<String> limited) {
        List<JsonNode> containers = new ArrayList<>();
        pod.path("spec").path("containers").forEach(containers::add);
        pod.path("spec").path("initContainers").forEach(containers::add);
        TreeMap<String, TreeSet<String>> missing = new TreeMap<>();
        for (String name : limited) {
            for (JsonNode container : DEMANDED.contains(name) ? containers : List.<JsonNode>of()) {
                if (!named(amounts(container, "requests"), amounts(container, "limits"))
                        .names()
                        .contains(name)) {
                    missing.computeIfAbsent(name, n -> new TreeSet<>())
                            .add(container.path("name").asText());
                }
            }
        }
        return String.join(
                "; ",
                missing.entrySet().stream()
                        .map(entry -> entry.getKey() + " for: " + String.join(",", entry.getValue()))
                        .toList());
    }
}
