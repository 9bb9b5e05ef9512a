package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.bootstrap.Bootstrap.Wanted;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.ObjectSeeds;
import io.jubernetes.apiserver.surface.ObjectSeeds.Seed;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a cluster its roles and bindings, its flow control, and its range of service addresses. A new cluster gets them in a few
 * transactions before it serves, because clients may count on them. Later starts look, while the server already serves, whether
 * something is missing: what was taken away from a role comes back, unless the role says that it is not to be updated; what was
 * added, or changed elsewhere, stays.
 */
public final class DefaultObjects implements Runnable {

    /** As many operations as etcd takes in one transaction, and some room. */
    private static final int TOGETHER = 60;

    private final Environment environment;
    private final ObjectReader objects;
    private final ObjectSeeds seeds;
    private final ApiHandler server;
    private final String serviceRange;

    /** @param serviceRange the CIDR that Services get their addresses from */
    public DefaultObjects(
            Environment environment, ObjectReader objects, ObjectSeeds seeds, ApiHandler server, String serviceRange) {
        this.environment = environment;
        this.objects = objects;
        this.seeds = seeds;
        this.server = server;
        this.serviceRange = serviceRange;
    }

    @Override
    public void run() {
        boolean first = objects.find(DefaultRoles.GROUP, "clusterroles", "", "cluster-admin") == null;
        if (!first || !seed(wanted())) {
            environment.start("default-objects", this::reconcile);
        }
    }

    private List<Wanted> wanted() {
        String now = now();
        List<Wanted> wanted = new ArrayList<>(DefaultRoles.read());
        wanted.addAll(FlowControlDefaults.read(now));
        wanted.add(DefaultServiceRange.of(serviceRange, now));
        return wanted;
    }

    private String now() {
        return environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** @return whether none of them was there */
    private boolean seed(List<Wanted> wanted) {
        String now = now();
        boolean all = true;
        for (int from = 0; from < wanted.size(); from += TOGETHER) {
            List<Seed> some = new ArrayList<>();
            for (Wanted one : wanted.subList(from, Math.min(from + TOGETHER, wanted.size()))) {
                ObjectNode object = one.object();
                object.withObject("/metadata").put("uid", environment.newUid()).put("creationTimestamp", now);
                some.add(new Seed(one.group(), one.resource(), object));
            }
            all &= seeds.create(some);
        }
        return all;
    }

    private void reconcile() {
        List<Wanted> missing = new ArrayList<>();
        List<Wanted> incomplete = new ArrayList<>();
        for (Wanted one : wanted()) {
            ObjectNode found = objects.find(one.group(), one.resource(), one.namespace(), one.name());
            if (found == null) {
                missing.add(one);
            } else if (!one.kept().isEmpty()
                    && isUpdated(found)
                    && complete(one.object(), found, one.kept().getFirst())) {
                incomplete.add(one);
            }
        }
        if (!seed(missing)) {
            // another server of the same cluster does the same
            incomplete.addAll(missing);
        }
        new Bootstrap(server, objects, incomplete).run();
    }

    private static boolean isUpdated(ObjectNode found) {
        return !found.path("metadata")
                .path("annotations")
                .path(DefaultRoles.AUTOUPDATE)
                .asText("true")
                .equals("false");
    }

    /** Makes what is wanted what was found, with what it lacks; false when it lacks nothing. */
    private static boolean complete(ObjectNode wanted, ObjectNode found, String field) {
        ArrayNode both = found.path(field).isArray() ? found.path(field).deepCopy() : wanted.arrayNode();
        int before = both.size();
        for (JsonNode item : wanted.path(field)) {
            if (both.valueStream().noneMatch(item::equals)) {
                both.add(item);
            }
        }
        wanted.set(field, both);
        return both.size() > before;
    }
}
