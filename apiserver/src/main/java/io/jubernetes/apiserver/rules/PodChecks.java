package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the parts of a pod's specification say about each other. */
final class PodChecks {

    private static final List<String> LISTS = List.of("initContainers", "containers", "ephemeralContainers");
    private static final List<String> SOURCES =
            List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");

    private PodChecks() {}

    static void pod(Spot spec) {
        uniqueNames(spec);
        Map<String, JsonNode> volumes = new LinkedHashMap<>();
        spec.value().path("volumes").forEach(volume -> volumes.put(Trees.text(volume, "name"), volume));
        // the pods of a StatefulSet have its claims for volumes
        for (JsonNode claim : Trees.at(spec.visit().object(), "spec.volumeClaimTemplates")) {
            volumes.put(Trees.text(claim, "metadata.name"), Trees.empty().set("persistentVolumeClaim", Trees.empty()));
        }
        Set<String> claims = new HashSet<>();
        spec.value().path("resourceClaims").forEach(claim -> claims.add(Trees.text(claim, "name")));
        for (String list : LISTS) {
            Spot containers = spec.field(list);
            for (int i = 0; i < containers.value().size(); i++) {
                Spot container = containers.item(i);
                MountChecks.check(container, volumes);
                claims(container.field("resources").field("claims"), claims);
            }
        }
        hostPorts(spec);
        targets(spec.field("ephemeralContainers"), spec.value());
    }

    /** Names of init containers differ from those of containers, names of ephemeral ones from both. */
    private static void uniqueNames(Spot spec) {
        Set<String> names = new HashSet<>();
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            Spot containers = spec.field(list);
            for (int i = 0; i < containers.value().size(); i++) {
                Spot name = containers.item(i).field("name");
                if (!name.text().isEmpty() && !names.add(name.text()) && !list.equals("containers")) {
                    spec.problems().duplicate(name.path().toString(), name.text());
                }
            }
        }
    }

    private static void claims(Spot claims, Set<String> known) {
        for (int i = 0; i < claims.value().size(); i++) {
            Spot name = claims.item(i).field("name");
            if (!name.text().isEmpty() && !known.contains(name.text())) {
                spotNotFound(claims.item(i), name.text());
            }
        }
    }

    private static void spotNotFound(Spot spot, String name) {
        spot.problems().notFound(spot.path().toString(), name);
    }

    private static void hostPorts(Spot spec) {
        boolean hostNetwork = spec.value().path("hostNetwork").asBoolean(false);
        Set<String> taken = new HashSet<>();
        Spot containers = spec.field("containers");
        for (int i = 0; i < containers.value().size(); i++) {
            Spot ports = containers.item(i).field("ports");
            for (int j = 0; j < ports.value().size(); j++) {
                hostPort(ports.item(j), hostNetwork, taken);
            }
        }
    }

    private static void hostPort(Spot port, boolean hostNetwork, Set<String> taken) {
        Spot hostPort = port.field("hostPort");
        long number = hostPort.value().asLong(0);
        if (number == 0) {
            return;
        }
        if (hostNetwork && number != port.value().path("containerPort").asLong(0)) {
            hostPort.invalid("must match `containerPort` when `hostNetwork` is true");
        }
        String use = Trees.text(port.value(), "protocol") + "/" + Trees.text(port.value(), "hostIP") + "/" + number;
        if (!taken.add(use)) {
            port.problems().duplicate(hostPort.path().toString(), use);
        }
    }

    private static void targets(Spot ephemeral, JsonNode spec) {
        for (int i = 0; i < ephemeral.value().size(); i++) {
            Spot target = ephemeral.item(i).field("targetContainerName");
            boolean known = target.text().isEmpty()
                    || List.of("containers", "initContainers").stream()
                            .flatMap(list -> spec.path(list).valueStream())
                            .anyMatch(container -> Trees.text(container, "name").equals(target.text()));
            if (!known) {
                spotNotFound(target, target.text());
            }
        }
    }

    static void spread(Spot constraints) {
        for (int i = 0; i < constraints.value().size(); i++) {
            for (int j = i + 1; j < constraints.value().size(); j++) {
                String key = pair(constraints.value().get(i));
                if (key.equals(pair(constraints.value().get(j)))) {
                    Path path = constraints.path().item(i).field("{topologyKey, whenUnsatisfiable}");
                    constraints.problems().duplicate(path.toString(), key);
                }
            }
        }
    }

    private static String pair(JsonNode constraint) {
        return "{" + Trees.text(constraint, "topologyKey") + ", " + Trees.text(constraint, "whenUnsatisfiable") + "}";
    }

    static void escalation(Spot context) {
        boolean refused = !context.value().path("allowPrivilegeEscalation").asBoolean(true);
        boolean admin = Trees.at(context.value(), "capabilities.add")
                .valueStream()
                .anyMatch(capability -> capability.asText().equals("CAP_SYS_ADMIN"));
        if (refused && admin) {
            context.invalid("cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    static void comparison(Spot requirement) {
        boolean compares = List.of("Gt", "Lt").contains(Trees.text(requirement.value(), "operator"));
        if (compares && requirement.value().path("values").size() != 1) {
            requirement.field("values").required("must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
    }

    static void environmentSource(Spot from) {
        if (Trees.isAbsent(from.value())) {
            return;
        }
        long sources = SOURCES.stream().filter(from.value()::has).count();
        String why = null;
        if (sources == 0) {
            why =
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`";
        } else if (!Trees.text(from.owner(), "value").isEmpty()) {
            why = "may not be specified when `value` is not empty";
        } else if (sources > 1) {
            why = "may not have more than one field specified at a time";
        }
        if (why != null) {
            from.problems().invalid(from.path().toString(), "", why);
        }
    }

    static void sizeLimit(Spot limit) {
        if (!Trees.isAbsent(limit.value()) && Quantities.of(limit.value()).compareTo(Quantities.ZERO) < 0) {
            limit.forbidden("SizeLimit field must be a valid resource quantity");
        }
    }
}
