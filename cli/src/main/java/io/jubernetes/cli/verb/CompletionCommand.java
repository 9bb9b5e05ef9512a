package io.jubernetes.cli.verb;

import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jubectl completion bash}: what {@code source <(jubectl completion bash)} needs. */
@Command(name = "completion", description = "Output shell completion code for the specified shell (bash or zsh).")
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private String shell = "";

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new CommandException("error: Unsupported shell type \"" + shell + "\".");
        }
        String script = AutoComplete.bash("jubectl", spec.root().commandLine());
        session.terminal().out().print(script);
        return 0;
    }
}
