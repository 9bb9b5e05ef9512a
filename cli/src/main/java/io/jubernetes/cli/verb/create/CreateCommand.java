package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.cli.apply.LastApplied;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.Group;
import io.jubernetes.cli.verb.ManifestOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jubectl create}: creates objects that are written down; its commands make them of flags. */
@Command(name = "create", description = "Create a resource from a file or from stdin.")
public final class CreateCommand implements Callable<Integer> {

    private static final List<String> KINDS = List.of(
            "configmap",
            "deployment",
            "job",
            "namespace",
            "secret",
            "service",
            "serviceaccount",
            "role",
            "rolebinding",
            "clusterrole",
            "clusterrolebinding",
            "token",
            "cm",
            "deploy",
            "ns",
            "svc",
            "sa");

    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(names = "--save-config", description = "Keep the manifest in the object, so that it can be applied later.")
    private boolean saveConfig;

    private CreateCommand(Session session) {
        this.session = session;
    }

    /** The command with those of its commands that the arguments need. */
    public static CommandLine with(Group group) {
        CommandLine create = new CommandLine(new CreateCommand(group.session()));
        group.addTo(create, KINDS, name -> generator(name, group));
        return create;
    }

    private static Object generator(String name, Group group) {
        Generation generation = new Generation(group.session());
        return switch (name) {
            case "configmap", "cm" -> new ConfigMapGenerator(generation);
            case "deployment", "deploy" -> new DeploymentGenerator(generation);
            case "job" -> new JobGenerator(generation);
            case "namespace", "ns" -> new NamespaceGenerator(generation);
            case "secret" -> SecretGenerators.with(group);
            case "service", "svc" -> ServiceGenerators.with(group);
            case "serviceaccount", "sa" -> new ServiceAccountGenerator(generation);
            case "role" -> new RoleGenerator(generation, false);
            case "clusterrole" -> new RoleGenerator(generation, true);
            case "rolebinding" -> new RoleBindingGenerator(generation, false);
            case "clusterrolebinding" -> new RoleBindingGenerator(generation, true);
            case "token" -> new TokenGenerator(group.session());
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public Integer call() {
        manifests.each(session, this::create);
        return 0;
    }

    private void create(Manifest manifest) {
        ResultOptions result = manifests.result();
        Manifest.Place place = manifest.place(session);
        ObjectNode object = saveConfig ? LastApplied.annotated(manifest.object()) : manifest.object();
        QueryParameters query = manifests.query("kubectl-create");
        try {
            ObjectNode created = result.dryRun() == DryRun.CLIENT
                    ? object
                    : session.server().send("POST", place.collection(), query, object);
            result.print(session, Located.of(place.resource(), created), "created");
        } catch (ApiException e) {
            throw manifest.refused(e, "creating");
        }
    }
}
