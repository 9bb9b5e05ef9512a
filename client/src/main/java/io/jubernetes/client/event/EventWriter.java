package io.jubernetes.client.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events, one at a time, and remembers which it wrote. Used by one task. */
final class EventWriter {

    private static final int REMEMBERED = 4096;
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);

    private final Environment environment;
    private final ResourceClient<Event> events;
    private final String component;
    private final String host;
    private final Map<Happening.Key, Written> written = new LinkedHashMap<>(16, 0.75f, true);
    private long sequence;

    /** An event at the server. */
    private record Written(String namespace, String name, int count) {}

    EventWriter(Environment environment, ApiClient client, String component, String host) {
        this.environment = environment;
        this.events = client.resources(Event.class);
        this.component = component;
        this.host = host;
    }

    /** Writes or counts up; tries for a while when the server cannot be reached. */
    void write(Happening happening) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                remember(happening.key(), writeOnce(happening));
                return;
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                environment.sleep(BETWEEN_ATTEMPTS);
            }
        }
    }

    private Written writeOnce(Happening happening) {
        Written before = written.get(happening.key());
        if (before != null) {
            Written counted = countUp(before, happening);
            if (counted != null) {
                return counted;
            }
        }
        return create(happening);
    }

    /** Null when the event is not at the server any more. */
    private @Nullable Written countUp(Written before, Happening happening) {
        int count = before.count() + 1;
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.put("count", count).put("lastTimestamp", seconds(happening.when()));
        try {
            events.patch(before.namespace(), before.name(), PatchType.MERGE, patch);
            return new Written(before.namespace(), before.name(), count);
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return null;
            }
            throw e;
        }
    }

    private Written create(Happening happening) {
        String namespace = happening.about().getNamespace();
        String home = namespace == null || namespace.isEmpty() ? "default" : namespace;
        String name = happening.about().getName() + "." + suffix(happening.when());
        events.create(new EventBuilder()
                .withNewMetadata()
                .withNamespace(home)
                .withName(name)
                .endMetadata()
                .withInvolvedObject(happening.about())
                .withType(happening.type())
                .withReason(happening.reason())
                .withMessage(happening.message())
                .withCount(1)
                .withFirstTimestamp(seconds(happening.when()))
                .withLastTimestamp(seconds(happening.when()))
                .withNewSource()
                .withComponent(component)
                .withHost(host.isEmpty() ? null : host)
                .endSource()
                .withReportingComponent(component)
                .withReportingInstance(host)
                .build());
        return new Written(home, name, 1);
    }

    /** The nanoseconds of the time, as upstream's; moved on by a sequence, as clocks may stand still between two events. */
    private String suffix(Instant when) {
        long nanos = Math.addExact(Math.multiplyExact(when.getEpochSecond(), 1_000_000_000L), when.getNano());
        return Long.toHexString(nanos + sequence++);
    }

    private void remember(Happening.Key key, Written event) {
        written.put(key, event);
        if (written.size() > REMEMBERED) {
            written.remove(written.keySet().iterator().next());
        }
    }

    private static String seconds(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
