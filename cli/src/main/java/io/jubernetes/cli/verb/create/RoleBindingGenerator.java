package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create rolebinding} and {@code clusterrolebinding}. */
@Command(description = "Create a role binding for a particular role or cluster role.")
final class RoleBindingGenerator implements Callable<Integer> {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Mixin
    private final Generation generation;

    private final boolean cluster;

    @Option(names = "--role", paramLabel = "NAME", defaultValue = "", description = "The role to give.")
    private String role = "";

    @Option(names = "--clusterrole", paramLabel = "NAME", defaultValue = "", description = "The cluster role to give.")
    private String clusterRole = "";

    @Option(names = "--group", paramLabel = "GROUP", description = "To which groups.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--serviceaccount", paramLabel = "NAMESPACE:NAME", description = "To which service accounts.")
    private List<String> accounts = new ArrayList<>();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    RoleBindingGenerator(Generation generation, boolean cluster) {
        this.generation = generation;
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        if (role.isEmpty() == clusterRole.isEmpty()) {
            throw new CommandException("error: exactly one of clusterrole or role must be specified");
        }
        ObjectNode binding = Generation.object(GROUP + "/v1", cluster ? "ClusterRoleBinding" : "RoleBinding", name);
        binding.putObject("roleRef")
                .put("apiGroup", GROUP)
                .put("kind", role.isEmpty() ? "ClusterRole" : "Role")
                .put("name", role.isEmpty() ? clusterRole : role);
        ArrayNode subjects = binding.putArray("subjects");
        // the flag that elsewhere says who asks means here who is given the role, as in kubectl
        String user = generation.session().options().takeUser();
        if (user != null) {
            subject(subjects, "User", user);
        }
        groups.forEach(group -> subject(subjects, "Group", group));
        accounts.forEach(account -> account(subjects, account));
        return generation.create(binding, cluster ? "clusterrolebinding" : "rolebinding");
    }

    private static void subject(ArrayNode subjects, String kind, String name) {
        subjects.addObject().put("apiGroup", GROUP).put("kind", kind).put("name", name);
    }

    private static void account(ArrayNode subjects, String account) {
        String[] parts = account.split(":", -1);
        if (parts.length != 2) {
            throw new CommandException("error: serviceaccount must be <namespace>:<name>");
        }
        subjects.addObject().put("kind", "ServiceAccount").put("name", parts[1]).put("namespace", parts[0]);
    }
}
