package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create role} and {@code clusterrole}: one set of verbs on some resources. */
@Command(description = "Create a role with a single rule.")
final class RoleGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    private final boolean cluster;

    @Option(names = "--verb", required = true, paramLabel = "VERB", split = ",", description = "What is allowed.")
    private List<String> verbs = new ArrayList<>();

    @Option(
            names = "--resource",
            paramLabel = "RESOURCE",
            split = ",",
            description = "On which resources; with a part behind a slash.")
    private List<String> resources = new ArrayList<>();

    @Option(names = "--resource-name", paramLabel = "NAME", description = "On which objects of them.")
    private List<String> names = new ArrayList<>();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    RoleGenerator(Generation generation, boolean cluster) {
        this.generation = generation;
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        if (resources.isEmpty()) {
            throw new CommandException("error: at least one resource must be specified");
        }
        ObjectNode role = Generation.object("rbac.authorization.k8s.io/v1", cluster ? "ClusterRole" : "Role", name);
        Map<String, List<String>> groups = new LinkedHashMap<>();
        resources.forEach(resource -> add(groups, resource));
        ArrayNode rules = role.putArray("rules");
        groups.forEach((group, plurals) -> {
            ObjectNode rule = rules.addObject();
            rule.putArray("apiGroups").add(group);
            plurals.forEach(rule.withArrayProperty("resources")::add);
            names.forEach(each -> rule.withArrayProperty("resourceNames").add(each));
            verbs.forEach(rule.withArrayProperty("verbs")::add);
        });
        return generation.create(role, cluster ? "clusterrole" : "role");
    }

    private void add(Map<String, List<String>> groups, String text) {
        String[] parts = text.split("/", 2);
        ApiResource resource = generation.session().discovery().named(parts[0]);
        String plural = resource.plural() + (parts.length == 2 ? "/" + parts[1] : "");
        groups.computeIfAbsent(resource.group(), g -> new ArrayList<>()).add(plural);
    }
}
