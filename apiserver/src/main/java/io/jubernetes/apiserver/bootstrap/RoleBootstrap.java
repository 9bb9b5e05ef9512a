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
 * Gives a cluster its roles and bindings. A new cluster gets them in a few transactions before it serves, because clients may
 * count on them. Later starts look, while the server already serves, whether something is missing: what was taken away from a
 * role comes back, unless the role says that it is not to be updated; what was added stays.
 */
public final class RoleBootstrap implements Runnable {

    /** As many operations as etcd takes in one transaction, and some room. */
    private static final int TOGETHER = 60;

    private final Environment environment;
    private final ObjectReader objects;
    private final ObjectSeeds seeds;
    private final ApiHandler server;

    public RoleBootstrap(Environment environment, ObjectReader objects, ObjectSeeds seeds, ApiHandler server) {
        this.environment = environment;
        this.objects = objects;
        this.seeds = seeds;
        this.server = server;
    }

    @Override
    public void run() {
        boolean first = objects.find(DefaultRoles.GROUP, "clusterroles", "", "cluster-admin") == null;
        if (!first || !seed(DefaultRoles.read())) {
            environment.start("default-roles", this::reconcile);
        }
    }

    private boolean seed(List<Wanted> wanted) {
        String now = environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
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
        for (Wanted one : DefaultRoles.read()) {
            ObjectNode found = objects.find(one.group(), one.resource(), one.namespace(), one.name());
            if (found == null
                    || isUpdated(found)
                            && complete(one.object(), found, one.kept().getFirst())) {
                missing.add(one);
            }
        }
        new Bootstrap(server, objects, missing).run();
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
