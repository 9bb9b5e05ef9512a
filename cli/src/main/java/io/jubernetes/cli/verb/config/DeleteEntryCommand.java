package io.jubernetes.cli.verb.config;

import io.jubernetes.cli.CommandException;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jubectl config delete-context}, {@code delete-cluster} and {@code delete-user}. */
@Command(description = "Delete the specified entry from the kubeconfig.")
final class DeleteEntryCommand implements Callable<Integer> {

    private final Files files;
    private final Section section;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    DeleteEntryCommand(Files files, Section section) {
        this.files = files;
        this.section = section;
    }

    @Override
    public Integer call() {
        boolean current =
                section == Section.CONTEXTS && files.merged().currentContext().equals(name);
        Path file = files.changeEntry(section, name, config -> {
            if (config.find(section, name).isEmpty()) {
                throw new CommandException(
                        "error: cannot delete " + section.singular() + " " + name + ", not in the kubeconfig");
            }
            return config.without(section, name);
        });
        if (current) {
            files.session()
                    .terminal()
                    .note("warning: this removed your active context, use \"jubectl config use-context\" to select a "
                            + "different one");
        }
        files.session().terminal().line("deleted " + section.singular() + " " + name + " from " + file);
        return 0;
    }
}
