package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jubectl config rename-context}. */
@Command(name = "rename-context", description = "Rename a context from the kubeconfig file.")
final class RenameContextCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(index = "0", paramLabel = "OLD", description = "Its name now.")
    private String oldName = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Its name from then on.")
    private String newName = "";

    RenameContextCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        Kubeconfig config = files.merged();
        if (config.find(Section.CONTEXTS, newName).isPresent()) {
            throw new CommandException("error: cannot rename the context \"" + oldName + "\", the context \"" + newName
                    + "\" already exists");
        }
        ObjectNode context = config.find(Section.CONTEXTS, oldName)
                .map(Kubeconfig.Entry::value)
                .orElseThrow(() -> new CommandException(
                        "error: cannot rename the context \"" + oldName + "\", it's not in the kubeconfig"));
        files.changeEntry(
                Section.CONTEXTS,
                oldName,
                file -> file.without(Section.CONTEXTS, oldName).with(Section.CONTEXTS, newName, context));
        if (config.currentContext().equals(oldName)) {
            files.changeCurrent(newName);
        }
        files.session().terminal().line("Context \"" + oldName + "\" renamed to \"" + newName + "\".");
        return 0;
    }
}
