package io.jubernetes.cli.selection;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.manifest.Manifests;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that say which objects are meant, beside the arguments. */
public final class SelectionOptions {

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            split = ",",
            description = "Files, directories or URLs that name the objects; - for the standard input.")
    List<String> files = new ArrayList<>();

    @Option(
            names = {"-R", "--recursive"},
            description = "Directories with all that is below them.")
    boolean recursive;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            defaultValue = "",
            description = "Only objects whose labels match.")
    String selector = "";

    @Option(
            names = "--field-selector",
            paramLabel = "FIELDS",
            defaultValue = "",
            description = "Only objects whose fields match.")
    String fieldSelector = "";

    @Option(names = "--all", description = "All objects of the type in the namespace.")
    boolean all;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "From all namespaces.")
    boolean allNamespaces;

    public boolean hasFiles() {
        return !files.isEmpty();
    }

    /** Whether objects are chosen by other means than by name. */
    public boolean chooses() {
        return all || !selector.isEmpty() || !fieldSelector.isEmpty();
    }

    public boolean all() {
        return all;
    }

    public boolean allNamespaces() {
        return allNamespaces;
    }

    public String selector() {
        return selector;
    }

    public String fieldSelector() {
        return fieldSelector;
    }

    /** The manifests of {@code -f}. */
    public List<Manifest> manifests(Session session) {
        return new Manifests(session.terminal().in()).read(files, recursive);
    }

    /**
     * The objects that arguments and flags mean, read from the server.
     *
     * @param failures told of those that could not be read
     */
    public List<Located> locate(Session session, List<String> arguments, Failures failures) {
        List<Located> found = new ArrayList<>();
        if (hasFiles()) {
            if (!arguments.isEmpty()) {
                throw new CommandException(
                        "error: when paths, URLs, or stdin is provided as resource input, you may not "
                                + "specify resource arguments as well");
            }
            for (Manifest manifest : manifests(session)) {
                failures.attempt(() -> found.add(read(session, manifest)));
            }
            return found;
        }
        if (arguments.isEmpty()) {
            throw new CommandException("error: You must provide one or more resources by argument or filename.\n"
                    + "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n"
                    + "   '<resource> <name>'\n   '<resource>'");
        }
        for (Selection selection : ResourceArguments.parse(arguments, session.discovery())) {
            locate(session, selection, found, failures);
        }
        return found;
    }

    private static Located read(Session session, Manifest manifest) {
        var place = manifest.place(session);
        return Located.of(place.resource(), session.server().get(place.path(), QueryParameters.EMPTY));
    }

    private void locate(Session session, Selection selection, List<Located> found, Failures failures) {
        String namespace = allNamespaces || !selection.resource().namespaced() ? "" : session.namespace();
        if (!selection.names().isEmpty()) {
            if (chooses()) {
                throw new CommandException(
                        all
                                ? "error: name cannot be provided when --all is specified"
                                : "error: name cannot be provided when a selector is specified");
            }
            for (String name : selection.names()) {
                failures.attempt(() -> found.add(Located.of(
                        selection.resource(),
                        session.server().get(selection.resource().path(namespace, name), QueryParameters.EMPTY))));
            }
            return;
        }
        if (!chooses()) {
            throw new CommandException("error: resource(s) were provided, but no name was specified");
        }
        session.server()
                .list(selection.resource().path(namespace), query())
                .forEach(object -> found.add(Located.of(selection.resource(), object)));
    }

    /** The selectors as the server takes them. */
    public QueryParameters query() {
        QueryParameters query = QueryParameters.EMPTY;
        query = selector.isEmpty() ? query : query.and("labelSelector", selector);
        return fieldSelector.isEmpty() ? query : query.and("fieldSelector", fieldSelector);
    }
}
