package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.wait.Disappearance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl delete}: deletes objects, and waits until they are gone. */
@Command(
        name = "delete",
        description = "Delete resources by file names, stdin, resources and names, or by resources and label selector.")
final class DeleteCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE[/NAME] | TYPE NAME", arity = "0..*", description = "What to delete.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private DeleteOptions options = new DeleteOptions();

    @Option(names = "--ignore-not-found", description = "An object that does not exist is no error.")
    private boolean ignoreNotFound;

    private boolean nothingChosen;

    DeleteCommand(Session session) {
        this.session = session;
    }

    /** An object to delete. */
    private record Victim(ApiResource resource, String namespace, String name, String source) {}

    @Override
    public Integer call() {
        options.check();
        List<Victim> victims = victims();
        if (victims.isEmpty() && nothingChosen) {
            session.terminal().note("No resources found");
        }
        if (options.isForced() && !victims.isEmpty()) {
            session.terminal()
                    .note(
                            "Warning: Immediate deletion does not wait for confirmation that the running resource has been "
                                    + "terminated. The resource may continue to run on the cluster indefinitely.");
        }
        Failures failures = new Failures();
        List<Disappearance> leaving = new ArrayList<>();
        victims.forEach(victim -> failures.attempt(() -> delete(victim, leaving)));
        session.terminal().out().flush();
        if (options.waits()) {
            awaitGone(leaving, failures);
        }
        failures.report();
        return 0;
    }

    private List<Victim> victims() {
        List<Victim> victims = new ArrayList<>();
        if (selection.hasFiles()) {
            for (Manifest manifest : selection.manifests(session)) {
                Manifest.Place place = manifest.place(session);
                victims.add(new Victim(place.resource(), place.namespace(), place.name(), manifest.source()));
            }
            return victims;
        }
        if (arguments.isEmpty()) {
            throw new CommandException("error: You must provide one or more resources by argument or filename.\n"
                    + "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n"
                    + "   '<resource> <name>'\n   '<resource>'");
        }
        for (Selection chosen : ResourceArguments.parse(arguments, session.discovery())) {
            victims.addAll(victims(chosen));
        }
        return victims;
    }

    private List<Victim> victims(Selection chosen) {
        ApiResource resource = chosen.resource();
        boolean everywhere = selection.selectors().allNamespaces() || !resource.namespaced();
        String namespace = everywhere ? "" : session.namespace();
        if (!chosen.names().isEmpty()) {
            if (selection.chooses()) {
                throw new CommandException(
                        selection.all()
                                ? "error: name cannot be provided when --all is specified"
                                : "error: name cannot be provided when a selector is specified");
            }
            return chosen.names().stream()
                    .map(name -> new Victim(resource, namespace, name, ""))
                    .toList();
        }
        if (!selection.chooses()) {
            throw new CommandException("error: resource(s) were provided, but no name was specified");
        }
        nothingChosen = true;
        return session
                .server()
                .list(resource.path(namespace), selection.selectors().query())
                .stream()
                .map(object -> object.path("metadata"))
                .map(metadata -> new Victim(
                        resource,
                        metadata.path("namespace").asText(""),
                        metadata.path("name").asText(),
                        ""))
                .toList();
    }

    private void delete(Victim victim, List<Disappearance> leaving) {
        ObjectNode answer;
        try {
            answer = options.dryRun() == DryRun.CLIENT
                    ? session.server().get(path(victim), QueryParameters.EMPTY)
                    : session.server().send("DELETE", path(victim), options.query(), options.body());
        } catch (ApiException e) {
            if (ignoreNotFound && e.is(StatusReason.NotFound)) {
                return;
            }
            throw victim.source().isEmpty() ? e : new Manifest(Json.object(), victim.source()).refused(e, "deleting");
        }
        say(victim);
        String uid = answer.path("metadata").path("uid").asText("");
        String statusUid = answer.path("details").path("uid").asText("");
        leaving.add(new Disappearance(
                victim.resource(), victim.namespace(), victim.name(), uid.isEmpty() ? statusUid : uid));
    }

    private static String path(Victim victim) {
        return victim.resource().path(victim.namespace(), victim.name());
    }

    private void say(Victim victim) {
        if (options.isNameOnly()) {
            session.terminal().line(victim.resource().displayName() + "/" + victim.name());
            return;
        }
        String from = victim.namespace().isEmpty() ? "" : " from " + victim.namespace() + " namespace";
        String done = options.isForced() ? "force deleted" : "deleted";
        session.terminal()
                .line(victim.resource().displayName() + " \"" + victim.name() + "\" " + done + from
                        + options.dryRun().note());
    }

    private void awaitGone(List<Disappearance> leaving, Failures failures) {
        var limit = Durations.parse("--timeout", options.timeout());
        var deadline = limit.isZero() ? null : session.environment().now().plus(limit);
        leaving.forEach(one -> failures.attempt(() -> one.await(session, deadline)));
    }
}
