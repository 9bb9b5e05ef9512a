package io.jubernetes.cli.selection;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say which objects are meant, beside the arguments. */
public final class SelectionOptions {

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private SelectorOptions selectors = new SelectorOptions();

    @Option(names = "--all", description = "All objects of the type in the namespace.")
    private boolean all;

    public boolean hasFiles() {
        return files.given();
    }

    /** Whether objects are chosen by other means than by name. */
    public boolean chooses() {
        return all || selectors.chooses();
    }

    public boolean all() {
        return all;
    }

    public SelectorOptions selectors() {
        return selectors;
    }

    /** The manifests of {@code -f}. */
    public List<Manifest> manifests(Session session) {
        return files.manifests(session);
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
        String namespace = selectors.allNamespaces() || !selection.resource().namespaced() ? "" : session.namespace();
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
                .list(selection.resource().path(namespace), selectors.query())
                .forEach(object -> found.add(Located.of(selection.resource(), object)));
    }
}
