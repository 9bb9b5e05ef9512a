package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.surface.ObjectSeeds;
import io.jubernetes.apiserver.surface.ObjectSeeds.Seed;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of all that this server serves itself that it does. What Kubernetes brings is registered at each start, and custom
 * resources as they come and go. What somebody else registered is left alone.
 */
final class LocalRegistrations {

    private static final String ON_START = "onstart";
    private static final String ALWAYS = "true";

    private final Environment environment;
    private final ObjectSeeds seeds;
    private final Writes writes;

    LocalRegistrations(Environment environment, ObjectSeeds seeds, Writes writes) {
        this.environment = environment;
        this.seeds = seeds;
        this.writes = writes;
    }

    /** Registers, at a start, what Kubernetes itself has; a new cluster gets all of it in one transaction. */
    void begin(Map<String, Registration> stored, ServedTypes served) {
        Map<String, ObjectNode> wanted = builtIn(served);
        List<ObjectNode> missing = new ArrayList<>();
        wanted.forEach((name, registration) -> {
            Registration known = stored.get(name);
            if (known == null) {
                missing.add(registration);
            } else if (known.managed().equals(ON_START)) {
                keep(known, registration);
            }
        });
        if (!missing.isEmpty()) {
            create(missing);
        }
        stored.values().stream()
                .filter(known -> known.managed().equals(ON_START) && !wanted.containsKey(known.name()))
                .forEach(writes::delete);
    }

    /** Follows custom resources. */
    void follow(Map<String, Registration> stored, ServedTypes served) {
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        for (ResourceType type : served.custom().keySet()) {
            ApiPriority priority = ApiPriority.CUSTOM;
            wanted.computeIfAbsent(
                    name(type.group(), type.version()),
                    name -> registration(name, type.group(), type.version(), priority, ALWAYS));
        }
        wanted.forEach((name, registration) -> {
            Registration known = stored.get(name);
            if (known == null) {
                create(List.of(registration));
            } else if (known.managed().equals(ALWAYS)) {
                keep(known, registration);
            }
        });
        stored.values().stream()
                .filter(known -> known.managed().equals(ALWAYS) && !wanted.containsKey(known.name()))
                .forEach(writes::delete);
    }

    private void keep(Registration known, ObjectNode wanted) {
        if (!known.spec().equals(wanted.path("spec"))) {
            ObjectNode next = known.tree().deepCopy();
            next.set("spec", wanted.path("spec"));
            writes.replace(next);
        }
    }

    private void create(Collection<ObjectNode> registrations) {
        List<Seed> wanted = registrations.stream()
                .map(registration -> new Seed(Registration.GROUP, Registration.PLURAL, registration))
                .toList();
        if (!seeds.create(wanted) && wanted.size() > 1) {
            // another server of the same cluster was faster with some
            wanted.forEach(seed -> seeds.create(List.of(seed)));
        }
    }

    private Map<String, ObjectNode> builtIn(ServedTypes served) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        for (ResourceType type : served.catalogue().all()) {
            if (served.custom(type) == null) {
                all.computeIfAbsent(
                        name(type.group(), type.version()),
                        name -> registration(
                                name,
                                type.group(),
                                type.version(),
                                ApiPriority.of(type.group(), type.version()),
                                ON_START));
            }
        }
        return all;
    }

    private static String name(String group, String version) {
        return version + "." + group;
    }

    private ObjectNode registration(String name, String group, String version, ApiPriority priority, String managed) {
        String now = Verdict.time(environment.now());
        ObjectNode object =
                Json.object().put("apiVersion", Registration.GROUP + "/v1").put("kind", "APIService");
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        metadata.put("uid", environment.newUid()).put("creationTimestamp", now);
        metadata.putObject("labels").put(Registration.MANAGED, managed);
        ObjectNode spec = object.putObject("spec");
        if (!group.isEmpty()) {
            spec.put("group", group);
        }
        spec.put("groupPriorityMinimum", priority.group())
                .put("version", version)
                .put("versionPriority", priority.version());
        object.putObject("status").putArray("conditions").add(Verdict.LOCAL.condition(now));
        return object;
    }
}
