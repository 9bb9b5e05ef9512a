package io.jubernetes.cli.verb.config;

import io.jubernetes.cli.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jubectl config current-context}. */
@Command(name = "current-context", description = "Display the current-context.")
final class CurrentContextCommand implements Callable<Integer> {

    private final Files files;

    CurrentContextCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        String current = files.merged().currentContext();
        if (current.isEmpty()) {
            throw new CommandException("error: current-context is not set");
        }
        files.session().terminal().line(current);
        return 0;
    }
}
