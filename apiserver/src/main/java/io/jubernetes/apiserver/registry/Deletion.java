package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.strategy.Strategy;
import io.jubernetes.apiserver.strategy.Strategy.Propagation;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Decides what a delete makes of an object. Changes nothing itself. */
final class Deletion {

    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";

    /** What is to be done. */
    sealed interface Decision {
        /** Take it away now. */
        record Remove() implements Decision {}

        /** Write this state: it will be taken away later. */
        record Mark(ObjectNode next) implements Decision {}

        /** It is on its way already. */
        record Wait() implements Decision {}
    }

    private Deletion() {}

    static Decision decide(Strategy strategy, ObjectNode current, DeleteOptions options, Instant now) {
        ObjectNode next = current.deepCopy();
        ObjectNode metadata = Trees.metadata(next);
        finalizers(strategy, metadata, options.propagation());
        boolean held = !metadata.path("finalizers").isEmpty() || strategy.heldBack(next);
        boolean begun = !Trees.isAbsent(metadata.path("deletionTimestamp"));
        long grace = begun ? shortened(metadata, options.gracePeriod()) : period(strategy, current, options);
        if (grace == 0 && !held) {
            return new Decision.Remove();
        }
        if (!begun || grace != metadata.path("deletionGracePeriodSeconds").asLong(0)) {
            mark(metadata, grace, now, begun);
            strategy.deletionBegins(next);
        }
        return next.equals(current) ? new Decision.Wait() : new Decision.Mark(next);
    }

    private static long period(Strategy strategy, ObjectNode current, DeleteOptions options) {
        return Math.max(0, strategy.gracePeriod(current, options.gracePeriod()));
    }

    /** A period that runs already can only be shortened. */
    private static long shortened(ObjectNode metadata, @Nullable Long asked) {
        long running = metadata.path("deletionGracePeriodSeconds").asLong(0);
        return asked == null ? running : Math.min(running, Math.max(asked, 0));
    }

    private static void mark(ObjectNode metadata, long grace, Instant now, boolean begun) {
        Instant start = begun
                ? Instant.parse(Trees.text(metadata, "deletionTimestamp"))
                        .minusSeconds(
                                metadata.path("deletionGracePeriodSeconds").asLong(0))
                : now;
        Instant end = start.plus(Duration.ofSeconds(grace)).truncatedTo(ChronoUnit.SECONDS);
        metadata.put("deletionTimestamp", end.toString());
        Trees.putNumber(metadata, "deletionGracePeriodSeconds", grace);
        if (!begun && metadata.path("generation").asLong(0) > 0) {
            Trees.putNumber(metadata, "generation", metadata.path("generation").asLong() + 1);
        }
    }

    /** The finalizers by which the garbage collector learns what to do with dependents. */
    private static void finalizers(Strategy strategy, ObjectNode metadata, @Nullable Propagation asked) {
        boolean orphan = has(metadata, ORPHAN);
        boolean foreground = has(metadata, FOREGROUND);
        Propagation wanted = asked;
        if (wanted == null) {
            // left open: what an earlier request or the object itself says stands
            wanted = orphan ? Propagation.ORPHAN : foreground ? Propagation.FOREGROUND : strategy.defaultPropagation();
        }
        set(metadata, ORPHAN, wanted == Propagation.ORPHAN);
        set(metadata, FOREGROUND, wanted == Propagation.FOREGROUND);
    }

    private static boolean has(ObjectNode metadata, String finalizer) {
        return metadata.path("finalizers")
                .valueStream()
                .anyMatch(f -> f.asText().equals(finalizer));
    }

    private static void set(ObjectNode metadata, String finalizer, boolean wanted) {
        if (wanted == has(metadata, finalizer)) {
            return;
        }
        ArrayNode finalizers = Trees.list(metadata, "finalizers");
        if (wanted) {
            finalizers.add(finalizer);
            return;
        }
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            JsonNode present = finalizers.get(i);
            if (present.asText().equals(finalizer)) {
                finalizers.remove(i);
            }
        }
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
        }
    }
}
