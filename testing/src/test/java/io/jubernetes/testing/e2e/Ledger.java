package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a server ever acknowledged or showed, over all its deaths, and the comparison with what it has now:
 * nothing acknowledged is lost, nothing shown is taken back, no version is given twice, and versions only grow.
 */
final class Ledger {

    private final Map<String, Long> created = new TreeMap<>();
    private final Set<Long> versions = new HashSet<>();
    private long lastCounted;
    private long highest;

    int size() {
        return created.size();
    }

    /** Takes down what clients were told in one life of the server. */
    void add(Writers writers) {
        long before = highest;
        created.putAll(writers.acknowledged());
        writers.acknowledged().values().forEach(version -> addVersion(version, before));
        long previous = before;
        for (long version : writers.counted()) {
            assertThat(version).as("version of the next update").isGreaterThan(previous);
            addVersion(version, before);
            previous = version;
            lastCounted = version;
        }
        watchedInOrder(writers.seen());
    }

    /** Compares with a server that has come back. @return the version of its list */
    String check(DynamicClient configMaps, Writers last) {
        ResourceList<ObjectNode> list = configMaps.list(ListOptions.in("default"));
        Map<String, Long> present = new HashMap<>();
        list.items().forEach(object -> {
            String name = object.path("metadata").path("name").asText();
            present.put(name, Writers.version(object));
        });
        assertThat(present).as("acknowledged objects").containsAllEntriesOf(created);
        assertThat(present.getOrDefault("counter", 0L)).as("updated object").isGreaterThanOrEqualTo(lastCounted);
        for (Writers.Seen seen : last.seen()) {
            assertThat(present.getOrDefault(seen.name(), 0L))
                    .as("version of %s, which a watcher saw", seen.name())
                    .isGreaterThanOrEqualTo(seen.version());
        }
        long revision = Long.parseLong(list.resourceVersion());
        assertThat(revision).as("version of the list").isGreaterThanOrEqualTo(highest);
        assertThat(present.values()).as("versions in the list").allMatch(version -> version <= revision);
        highest = revision;
        return list.resourceVersion();
    }

    private void addVersion(long version, long before) {
        assertThat(version).as("a version after the restart").isGreaterThan(before);
        assertThat(versions.add(version)).as("version %d is new", version).isTrue();
        highest = Math.max(highest, version);
    }

    private void watchedInOrder(List<Writers.Seen> seen) {
        long previous = 0;
        for (Writers.Seen event : seen) {
            assertThat(event.version()).as("versions that a watcher saw grow").isGreaterThan(previous);
            previous = event.version();
        }
        highest = Math.max(highest, previous);
    }
}
