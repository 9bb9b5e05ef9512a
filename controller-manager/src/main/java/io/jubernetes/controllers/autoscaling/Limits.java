package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Keeps the number of pods from flapping and from changing too fast, as {@code spec.behavior} says, or as is usual when it says
 * nothing. Remembers what was recommended and done; of one autoscaler, used by one task at a time.
 */
final class Limits {

    private static final Duration USUAL_WINDOW = Duration.ofMinutes(5);

    private record Recommendation(Instant time, int replicas) {}

    /** @param change of the number of pods; above 0 */
    private record Event(Instant time, int change) {}

    /** @param reason of the condition ScalingLimited or AbleToScale */
    record Limited(int replicas, String reason, String message) {}

    private final List<Recommendation> recommendations = new ArrayList<>();
    private final List<Event> ups = new ArrayList<>();
    private final List<Event> downs = new ArrayList<>();

    /** How many pods there may be between two looks. */
    record Bounds(int least, int most) {}

    /** Notes that the number of pods was changed. */
    void changed(int before, int after, Instant now) {
        (after > before ? ups : downs).add(new Event(now, Math.abs(after - before)));
    }

    /** What recent recommendations leave of a wish. */
    Limited stabilized(JsonNode behavior, int current, int wanted, Instant now) {
        if (recommendations.isEmpty()) {
            recommendations.add(new Recommendation(now, current));
        }
        recommendations.add(new Recommendation(now, wanted));
        Duration upWindow = window(behavior.path("scaleUp"), Duration.ZERO);
        Duration downWindow = window(behavior.path("scaleDown"), USUAL_WINDOW);
        Duration longest = upWindow.compareTo(downWindow) > 0 ? upWindow : downWindow;
        recommendations.removeIf(old -> old.time.isBefore(now.minus(longest)));
        int lowest = extreme(upWindow, wanted, now, Math::min);
        int highest = extreme(downWindow, wanted, now, Math::max);
        int stable = Math.min(Math.max(current, lowest), highest);
        if (stable == wanted) {
            return new Limited(wanted, "ReadyForNewScale", "recommended size matches current size");
        }
        return wanted >= current
                ? new Limited(
                        stable,
                        "ScaleUpStabilized",
                        "recent recommendations were lower than current one, applying the lowest recent recommendation")
                : new Limited(
                        stable,
                        "ScaleDownStabilized",
                        "recent recommendations were higher than current one, applying the highest recent"
                                + " recommendation");
    }

    private int extreme(Duration window, int wanted, Instant now, IntBinaryOperator choose) {
        return recommendations.stream()
                .filter(known -> known.time.isAfter(now.minus(window)))
                .mapToInt(Recommendation::replicas)
                .reduce(wanted, choose);
    }

    private static Duration window(JsonNode rules, Duration usual) {
        JsonNode seconds = rules.path("stabilizationWindowSeconds");
        return seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : usual;
    }

    /** What bounds and rates leave of a wish. */
    Limited bounded(JsonNode behavior, int current, int wanted, Bounds bounds, Instant now) {
        forget(behavior, now);
        if (wanted > current) {
            return up(behavior, current, wanted, bounds, now);
        }
        return wanted < current ? down(behavior, current, wanted, bounds, now) : within(wanted, bounds);
    }

    private static Limited within(int wanted, Bounds bounds) {
        if (wanted < bounds.least) {
            return tooFew(bounds);
        }
        return wanted > bounds.most
                ? tooMany(bounds)
                : new Limited(wanted, "DesiredWithinRange", "the desired count is within the acceptable range");
    }

    private static Limited tooFew(Bounds bounds) {
        return new Limited(
                bounds.least, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
    }

    private static Limited tooMany(Bounds bounds) {
        return new Limited(
                bounds.most, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    }

    private Limited up(JsonNode behavior, int current, int wanted, Bounds bounds, Instant now) {
        int limit = behavior.isObject()
                ? Math.max(current, upLimit(behavior.path("scaleUp"), current, now))
                : Math.max(2 * current, 4);
        if (wanted > limit && limit < bounds.most) {
            return new Limited(
                    limit,
                    "ScaleUpLimit",
                    "the desired replica count is increasing faster than the maximum scale rate");
        }
        return within(wanted, bounds);
    }

    private Limited down(JsonNode behavior, int current, int wanted, Bounds bounds, Instant now) {
        int limit = behavior.isObject()
                ? Math.min(current, downLimit(behavior.path("scaleDown"), current, now))
                : bounds.least;
        if (wanted < limit && limit > bounds.least) {
            return new Limited(
                    limit,
                    "ScaleDownLimit",
                    "the desired replica count is decreasing faster than the maximum scale rate");
        }
        return within(wanted, bounds);
    }

    private int upLimit(JsonNode rules, int current, Instant now) {
        String select = rules.path("selectPolicy").asText("Max");
        int limit = select.equals("Min") ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (JsonNode policy : select.equals("Disabled") ? List.<JsonNode>of() : rules.path("policies")) {
            int start = start(policy, current, now);
            int value = policy.path("value").asInt();
            int proposed = policy.path("type").asText().equals("Pods")
                    ? start + value
                    : (int) Math.ceil(start * (1 + value / 100.0));
            limit = select.equals("Min") ? Math.min(limit, proposed) : Math.max(limit, proposed);
        }
        return limit == Integer.MIN_VALUE ? current : limit;
    }

    private int downLimit(JsonNode rules, int current, Instant now) {
        String select = rules.path("selectPolicy").asText("Max");
        int limit = select.equals("Min") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (JsonNode policy : select.equals("Disabled") ? List.<JsonNode>of() : rules.path("policies")) {
            int start = start(policy, current, now);
            int value = policy.path("value").asInt();
            int proposed =
                    policy.path("type").asText().equals("Pods") ? start - value : (int) (start * (1 - value / 100.0));
            // the largest change leaves the fewest
            limit = select.equals("Min") ? Math.max(limit, proposed) : Math.min(limit, proposed);
        }
        return limit == Integer.MAX_VALUE ? current : limit;
    }

    /** How many there were when the policy's period began. */
    private int start(JsonNode policy, int current, Instant now) {
        Instant begin = now.minusSeconds(policy.path("periodSeconds").asLong());
        return current - sum(ups, begin) + sum(downs, begin);
    }

    private static int sum(List<Event> events, Instant begin) {
        return events.stream()
                .filter(event -> event.time.isAfter(begin))
                .mapToInt(Event::change)
                .sum();
    }

    private void forget(JsonNode behavior, Instant now) {
        forget(ups, behavior, now);
        forget(downs, behavior, now);
    }

    private static void forget(List<Event> events, JsonNode behavior, Instant now) {
        long longest = 0;
        for (JsonNode policy : behavior.findValues("periodSeconds")) {
            longest = Math.max(longest, policy.asLong());
        }
        Instant begin = now.minusSeconds(longest);
        events.removeIf(event -> event.time.isBefore(begin));
    }
}
