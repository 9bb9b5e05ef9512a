package io.jubernetes.cli.verb.config;

import io.jubernetes.cli.CommandException;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jubectl config use-context}. */
@Command(name = "use-context", aliases = "use", description = "Set the current-context in a kubeconfig file.")
final class UseContextCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(paramLabel = "NAME", description = "The context.")
    private String name = "";

    UseContextCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        if (files.merged().find(Section.CONTEXTS, name).isEmpty()) {
            throw new CommandException("error: no context exists with the name: \"" + name + "\"");
        }
        files.changeCurrent(name);
        files.session().terminal().line("Switched to context \"" + name + "\".");
        return 0;
    }
}
