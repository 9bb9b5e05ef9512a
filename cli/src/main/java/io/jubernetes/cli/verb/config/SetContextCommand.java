package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.GlobalOptions;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl config set-context}; cluster, user and namespace are flags that all verbs take. */
@Command(name = "set-context", description = "Set a context entry in kubeconfig.")
final class SetContextCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Its name.")
    private @Nullable String name;

    @Option(names = "--current", description = "The current context.")
    private boolean current;

    SetContextCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        String context = current ? files.merged().currentContext() : name;
        if (context == null || context.isEmpty() || current && name != null) {
            throw new CommandException(
                    current
                            ? "error: no current context is set"
                            : "error: you must specify a non-empty context name or --current");
        }
        GlobalOptions options = files.session().options();
        ObjectNode changes = Json.object();
        put(changes, "cluster", options.cluster());
        put(changes, "user", options.user());
        put(changes, "namespace", options.namespace());
        boolean known = files.merge(Section.CONTEXTS, context, changes);
        files.session().terminal().line("Context \"" + context + "\" " + (known ? "modified." : "created."));
        return 0;
    }

    private static void put(ObjectNode changes, String field, @Nullable String value) {
        if (value != null) {
            changes.put(field, value);
        }
    }
}
