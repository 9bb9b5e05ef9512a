package io.jubernetes.cli.verb;

import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.get.GetOptions;
import io.jubernetes.cli.verb.get.ObjectListing;
import io.jubernetes.cli.verb.get.Question;
import io.jubernetes.cli.verb.get.TableListing;
import io.jubernetes.cli.verb.get.WatchListing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl get}: shows objects, as a table or as text. */
@Command(name = "get", description = "Display one or many resources.")
final class GetCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE[/NAME] | TYPE NAME", arity = "0..*", description = "What to show.")
    private List<String> arguments = List.of();

    @Mixin
    private GetOptions options = new GetOptions();

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!options.raw().isEmpty()) {
            return raw();
        }
        OutputFormat format = OutputFormat.parse(options.output(), session::discovery);
        List<Question> questions = questions();
        Failures failures = new Failures();
        if (options.watches()) {
            return new WatchListing(session, options, format).run(questions);
        }
        if (format instanceof OutputFormat.Human human) { // a switch over types takes long the first time
            new TableListing(session, options, human.wide()).run(questions, failures);
        } else {
            new ObjectListing(session, options, format).run(questions, failures);
        }
        session.terminal().out().flush();
        failures.report();
        return 0;
    }

    private int raw() {
        String[] parts = options.raw().split("\\?", 2);
        QueryParameters query = QueryParameters.parse(parts.length < 2 ? "" : parts[1]);
        byte[] body = session.server().bytes("GET", parts[0], query, Headers.of("accept", "application/json, */*"));
        session.terminal().out().writeBytes(body);
        return 0;
    }

    private List<Question> questions() {
        if (options.files().given()) {
            List<Question> questions = new ArrayList<>();
            for (Manifest manifest : options.files().manifests(session)) {
                Manifest.Place place = manifest.place(session);
                questions.add(new Question(place.resource(), place.namespace(), List.of(place.name())));
            }
            return questions;
        }
        if (arguments.isEmpty()) {
            throw new CommandException(
                    "You must specify the type of resource to get. Use \"jubectl api-resources\" for a "
                            + "complete list of supported resources.\n\nerror: Required resource not specified.\n"
                            + "Use \"jubectl explain <resource>\" for a detailed description of that resource "
                            + "(e.g. jubectl explain pods).\n"
                            + "See 'jubectl get -h' for help and examples");
        }
        List<Question> questions = new ArrayList<>();
        for (Selection selection : ResourceArguments.parse(arguments, session.discovery())) {
            if (!selection.names().isEmpty() && options.selectors().allNamespaces()) {
                throw new CommandException("error: a resource cannot be retrieved by name across all namespaces");
            }
            if (!selection.names().isEmpty() && !options.selectors().selector().isEmpty()) {
                throw new CommandException("error: name cannot be provided when a selector is specified");
            }
            boolean everywhere =
                    options.selectors().allNamespaces() || !selection.resource().namespaced();
            questions.add(new Question(selection.resource(), everywhere ? "" : session.namespace(), selection.names()));
        }
        return questions;
    }
}
