package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.describe.Describers;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl describe}: all about objects, and what happened to them. */
@Command(name = "describe", description = "Show details of a specific resource or group of resources.")
final class DescribeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE[/NAME] | TYPE [PREFIX]", arity = "0..*", description = "What to describe.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--show-events",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "With what happened to them.")
    private boolean events = true;

    DescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Failures failures = new Failures();
        List<Located> found = new ArrayList<>();
        if (selection.hasFiles()) {
            found.addAll(selection.locate(session, arguments, failures));
        } else if (arguments.isEmpty()) {
            throw new CommandException(
                    "You must specify the type of resource to describe. Use \"jubectl api-resources\" for "
                            + "a complete list of supported resources.");
        } else {
            for (Selection chosen : ResourceArguments.parse(arguments, session.discovery())) {
                found.addAll(located(chosen, failures));
            }
        }
        print(found, failures);
        if (found.isEmpty() && failures.isEmpty()) {
            session.terminal()
                    .note(
                            selection.selectors().allNamespaces()
                                    ? "No resources found"
                                    : "No resources found in " + session.namespace() + " namespace.");
        }
        failures.report();
        return 0;
    }

    private void print(List<Located> found, Failures failures) {
        boolean first = true;
        for (Located one : found) {
            String lead = first ? "" : "\n\n";
            failures.attempt(() -> session.terminal().out().print(lead + Describers.describe(session, one, events)));
            first = false;
        }
        session.terminal().out().flush();
    }

    private List<Located> located(Selection chosen, Failures failures) {
        boolean everywhere =
                selection.selectors().allNamespaces() || !chosen.resource().namespaced();
        String namespace = everywhere ? "" : session.namespace();
        List<Located> located = new ArrayList<>();
        for (String name : chosen.names()) {
            failures.attempt(() -> located.addAll(named(chosen, namespace, name)));
        }
        if (chosen.names().isEmpty()) {
            session.server()
                    .list(
                            chosen.resource().path(namespace),
                            selection.selectors().query())
                    .forEach(object -> located.add(Located.of(chosen.resource(), object)));
        }
        return located;
    }

    /** The object of a name; when there is none, those whose names begin so. */
    private List<Located> named(Selection chosen, String namespace, String name) {
        try {
            ObjectNode object = session.server().get(chosen.resource().path(namespace, name), QueryParameters.EMPTY);
            return List.of(Located.of(chosen.resource(), object));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
            List<Located> near =
                    session.server().list(chosen.resource().path(namespace), QueryParameters.EMPTY).stream()
                            .map(object -> Located.of(chosen.resource(), object))
                            .filter(one -> one.name().startsWith(name))
                            .toList();
            if (near.isEmpty()) {
                throw e;
            }
            return near;
        }
    }
}
